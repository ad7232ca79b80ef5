import type { RunningRegister } from '../set-up/register.ts';
import { directoryWriter } from './bench-register.ts';
import { progress } from './report.ts';

/** A practice that an outage of EMIS Web hits, and what its first contact is told at. */
export interface Told {
  odsCode: string;
  icb: string;
  mobile: string;
  /**
   * The second contact's, of whom the first wave must hear nothing: a number that no first one has.
   */
  otherMobile: string;
  email: string;
}

/**
 * ICBs that are seeded at once: each change of a practice changes its ICB's roster, so one at a
 * time within an ICB.
 */
const AT_ONCE = 4;

/**
 * Registers two fictional contacts for each practice that uses EMIS Web, as the practice itself, or
 * for as many of an ICB as `most` says.
 */
export async function seedContacts(
  { as }: Pick<RunningRegister, 'as'>,
  most: (icb: string) => number = () => Infinity,
): Promise<Told[]> {
  const byIcb = new Map<string, Told[]>();
  const exposure = as(directoryWriter).listExposure({
    products: ['emis-web'],
    state: 'hit',
    limit: 500,
  });
  let count = 0;
  for await (const { odsCode, icb } of exposure) {
    if ((byIcb.get(icb)?.length ?? 0) >= most(icb)) continue;
    const email = `manager.${odsCode.toLowerCase()}@example.org`;
    const [mobile, otherMobile] = [fictional(count % 500), fictional(500 + (count % 500))];
    const told = { odsCode, icb, mobile, otherMobile, email };
    byIcb.set(icb, [...(byIcb.get(icb) ?? []), told]);
    count += 1;
  }
  let done = 0;
  const waiting = [...byIcb.values()];
  const seedOne = async (): Promise<void> => {
    for (let icb = waiting.shift(); icb; icb = waiting.shift()) {
      for (const told of icb) {
        await register(as, told);
        done += 1;
        if (done % 500 === 0) progress(`Contacts of ${done} of ${count} practices`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, seedOne));
  return [...byIcb.values()].flat();
}

/** One of the thousand mobile numbers that Ofcom gives nobody. */
function fictional(index: number): string {
  return `+447700900${String(index).padStart(3, '0')}`;
}

async function register(as: RunningRegister['as'], told: Told): Promise<void> {
  const { odsCode, mobile, otherMobile, email } = told;
  await as({ role: 'practice', org: odsCode }).registerPractice(odsCode, {
    systems: [],
    contacts: [
      { name: 'Sam Fictional', role: 'Practice manager', mobile, email, order: 1 },
      { name: 'Alex Fictional', role: 'Partner', mobile: otherMobile, order: 2 },
    ],
  });
}
