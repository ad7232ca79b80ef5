import type { ApiClient } from '@registry/api-client';
import { ApiProblem } from '@registry/api-client';
import type {
  Declaration,
  IcbCode,
  IcbProfile,
  PracticeExposure,
  PracticeView,
} from '@registry/domain';
import { affectedOf, affectedText } from '@registry/domain';
import { gaps } from '../exposure/heading.ts';
import type { Reach } from './reach.ts';
import { reachOf } from './reach.ts';
import { warn } from '../terminal/output.ts';

/** The practices that it may affect, within its scope. Warns of ICBs in scope whose roster cannot be read. */
export async function exposed(
  client: ApiClient,
  { products, effects, practices, icbs }: Declaration,
  org: string,
): Promise<PracticeExposure[]> {
  const query = {
    products: affectedOf(products, effects).map(affectedText),
    state: 'hit' as const,
    ...(org === 'X26' ? {} : { icb: org }),
  };
  const found: PracticeExposure[] = [];
  let warned = false;
  for await (const page of client.exposurePages(query)) {
    if (!warned) {
      const unavailable = page.unavailable.filter(({ icb }) => icbs?.includes(icb) ?? true);
      for (const gap of gaps({ unavailable })) warn(gap);
      warned = true;
    }
    found.push(
      ...page.practices.filter(
        ({ odsCode, icb }) =>
          (practices?.includes(odsCode) ?? true) && (icbs?.includes(icb) ?? true),
      ),
    );
  }
  return found;
}

/** How each would be told. NHS England does not see records, so for it by what rosters say. */
export async function reached(
  client: ApiClient,
  declaration: Declaration,
  org: string,
  now: Date,
): Promise<Reach[]> {
  const practices = await exposed(client, declaration, org);
  const records: PracticeView[] = [];
  if (org !== 'X26') for await (const record of client.listPractices()) records.push(record);
  return reachOf(practices, records, now);
}

/** An ICB's profile; undefined while it has none. */
export async function profileOf(client: ApiClient, icb: IcbCode): Promise<IcbProfile | undefined> {
  try {
    return (await client.readProfile(icb)).profile;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
}
