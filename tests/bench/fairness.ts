import { setTimeout } from 'node:timers/promises';
import type { RunningRegister } from '../set-up/register.ts';
import { startRegister } from '../set-up/register.ts';
import { directoryWriter, loadEngland } from './bench-register.ts';
import { median, progress, say, sayTable } from './report.ts';
import type { Told } from './seed-contacts.ts';
import { seedContacts } from './seed-contacts.ts';
import { emptyCatalogue, putWorstCatalogue } from './worst-catalogue.ts';

/** Both channels as fast as they will go. */
const lifted = { SmsPerSecond: '100000', EmailPerSecond: '100000' };
/** The ICB with the worst catalogue: Kent and Medway, all of whose practices use EMIS Web. */
const WORST = 'QKS';
/** Practices of each of the others that have somebody to tell; all of them are raised. */
const TOLD_OF_OTHERS = 20;
/** The others are to be told within so many times their usual time. */
const GOAL = 1.2;
/** When nothing has gone out for so long, what is missing counts as lost. */
const SILENCE_MS = 60_000;
/** How often each is measured, in turns. */
const ROUNDS = 3;

/** When the last practice of each ICB was told by email: milliseconds from the request on. */
type ToldAfter = ReadonlyMap<string, number>;

/**
 * Declares EMIS Web down nationally, as usual and with the worst catalogue that the bounds allow in
 * one ICB, in turns, and says when each of the others was told.
 */
export async function benchFairness(): Promise<void> {
  const register = await startRegister({ parameters: lifted });
  try {
    await loadEngland(register);
    const told = await seedContacts(register, (icb) => (icb === WORST ? Infinity : TOLD_OF_OTHERS));
    const hit = (await register.as(directoryWriter).exposureSummary({ products: ['emis-web'] }))
      .totals.hit;
    const measure = (title: string) => declare(register, told, hit, title);
    await measure('once, so that everything is warm');
    const runs: { usual: ToldAfter[]; worst: ToldAfter[] } = { usual: [], worst: [] };
    for (let round = 1; round <= ROUNDS; round += 1) {
      runs.usual.push(await measure(`as usual, round ${round}`));
      await putWorstCatalogue(register, WORST);
      runs.worst.push(await measure(`with the worst catalogue, round ${round}`));
      await emptyCatalogue(register, WORST);
    }
    sayRuns(runs);
  } finally {
    await register.stop();
  }
}

async function declare(
  { as, cloud }: RunningRegister,
  told: readonly Told[],
  hit: number,
  title: string,
): Promise<ToldAfter> {
  progress(`Declaring: ${title}`);
  const from = cloud.outbox.list().length;
  const startedAt = Date.now();
  const { outage } = await as(directoryWriter).declareOutage(
    {
      products: ['emis-web'],
      title: 'EMIS Web is down',
      message: 'It does not open.',
      severity: 'critical',
      confirmPractices: hit,
      confirmRepeat: true,
    },
    { idempotencyKey: crypto.randomUUID() },
  );
  let [count, changedAt] = [0, Date.now()];
  while (count < told.length * 2 && Date.now() - changedAt < SILENCE_MS) {
    await setTimeout(250);
    const now = cloud.outbox.list().length - from;
    if (now > count) [count, changedAt] = [now, Date.now()];
  }
  await cloud.settled();
  const icbOf = new Map(told.map(({ email, icb }) => [email, icb]));
  const after = new Map<string, number>();
  for (const { to, at } of cloud.outbox.list().slice(from)) {
    const icb = icbOf.get(to);
    if (icb !== undefined) {
      after.set(icb, Math.max(after.get(icb) ?? 0, Date.parse(at) - startedAt));
    }
  }
  if (count < told.length * 2) say(`${title}: ${told.length * 2 - count} messages are missing`);
  const end = { status: 'resolved', message: 'It is back.', notify: 'none' } as const;
  await as(directoryWriter).addUpdate(outage.id, end, { idempotencyKey: crypto.randomUUID() });
  await cloud.settled();
  return after;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

function sayRuns(runs: Readonly<Record<'usual' | 'worst', readonly ToldAfter[]>>): void {
  const othersOf = (run: ToldAfter) =>
    [...run].filter(([icb]) => icb !== WORST).map(([, ms]) => ms);
  const row = (title: string, of: (run: ToldAfter) => number): string[] => {
    const [usual, changed] = [median(runs.usual.map(of)), median(runs.worst.map(of))];
    return [title, seconds(usual), seconds(changed), (changed / usual).toFixed(2)];
  };
  const rows = [
    row('the first of the others', (run) => Math.min(...othersOf(run))),
    row('half of the others', (run) => median(othersOf(run))),
    row('all of the others', (run) => Math.max(...othersOf(run))),
    row(`${WORST} itself`, (run) => run.get(WORST) ?? NaN),
  ];
  sayTable(
    `EMIS Web declared down nationally, quotas lifted: seconds until ${TOLD_OF_OTHERS} practices of an ICB are told by email (all of ${WORST}), as usual and with the worst catalogue that the bounds allow in ${WORST}; medians of ${ROUNDS} runs each, in turns`,
    ['ICBs', 'usual', `the worst in ${WORST}`, 'ratio'],
    rows,
  );
  const ratios = rows.slice(1, 3).map((cells) => Number(cells[3]));
  const met = ratios.every((ratio) => ratio <= GOAL) ? 'met' : 'missed';
  say(`Goal: half and all of the others within ${GOAL} times their usual time: ${met}`);
}
