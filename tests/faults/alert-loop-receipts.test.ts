import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import type { Fate, MessageUnderWay } from '@registry/local-cloud';
import fc from 'fast-check';
import { addressees, messages, update } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import type { AlertedIcb } from './alerted-icb.ts';
import { boardOf, callOff, declareDown, endQuietly, startUnhurried } from './alerted-icb.ts';
import type { Fault } from './alert-loop.ts';
import { answerAs, emailOf, loadPeople, statesOn } from './alert-loop.ts';

const MINUTE = 60_000;
let register: RunningRegister;
let cloud: RunningRegister['cloud'];
/** Six practices of one person, who are told of two updates. */
let single: AlertedIcb;
/** Nine practices of two people, the second of whom is turned to where nobody answers. */
let pairs: AlertedIcb;
let open: { icb: AlertedIcb; id: OutageId }[] = [];
beforeAll(async () => {
  register = await startUnhurried();
  cloud = register.cloud;
  single = await loadPeople(register, 'Z01', { practices: 6, people: 1, first: 100 });
  pairs = await loadPeople(register, 'Z02', { practices: 9, people: 2, first: 200 });
});
afterEach(async () => {
  callOff(cloud, 'sns', 'Deliver');
  callOff(cloud, 'lambda', 'raise-overdue');
  cloud.receipts.decide(() => undefined);
  await endAll();
});
afterAll(() => register.stop());

const passes = async (ms: number) => {
  cloud.clock.advance(ms);
  await cloud.settled();
};
const down = async (icb: AlertedIcb) => {
  const id = await declareDown(register, icb);
  open.push({ icb, id });
  await cloud.settled();
  return id;
};
const endAll = async () => {
  for (const { icb, id } of open) await endQuietly(register, icb, id);
  open = [];
};

/** What becomes of a message by each channel, twice as often well as badly. */
type Outcome = (channel: MessageUnderWay['channel']) => Fate;
const delivered: Outcome = () => ({ outcome: 'delivered' });
const outcomes: Outcome[] = [
  delivered,
  delivered,
  // What may pass flags nobody, so that the runs begin alike.
  (channel) => ({
    outcome: 'undelivered',
    reason: channel === 'sms' ? 'Phone is currently unreachable/unavailable' : 'smtp; 452 4.2.2',
    permanent: false,
  }),
];
/** What becomes of one message, and how its receipt goes astray. */
const Fated = fc.record({
  outcome: fc.constantFrom(...outcomes),
  times: fc.constantFrom(0, 1, 1, 2, 3),
  afterMs: fc.constantFrom(5000, 7 * MINUTE, 60 * MINUTE, 61 * MINUTE),
});
type Fated = typeof Fated extends fc.Arbitrary<infer Value> ? Value : never;

/** Decides by a list: the nth message to each address has its own place in it. */
function decideBy(
  fates: readonly Fated[],
  how: (fated: Fated) => { times: number; afterMs: number },
): void {
  const addresses = [...single.addresses, ...pairs.addresses];
  const sent = new Map<string, number>();
  cloud.receipts.decide(({ channel, to }) => {
    const address = `${channel} ${to}`;
    const nth = sent.get(address) ?? 0;
    sent.set(address, nth + 1);
    const fated = fates[nth * addresses.length + addresses.indexOf(address)]!;
    return { ...fated.outcome(channel), ...how(fated) };
  });
}

/**
 * Two outages in which receipts come as they come: one with a second update after twelve minutes,
 * one in which a third of the practices answer before any receipt, and the others are escalated.
 */
async function twoHours(answering: readonly string[], faults: readonly Fault[]) {
  const [updated, chased] = [await down(single), await down(pairs)];
  const before = messages(register).length;
  for (const odsCode of answering) expect(await answerAs(register, odsCode, 1)).toBe(200);
  for (const fault of faults) cloud.faults.next(fault);
  await passes(6000);
  for (const minutes of [3, 9]) await passes(minutes * MINUTE);
  await update(register, single.code, updated);
  for (const minutes of [4, 8, 20, 32, 32]) await passes(minutes * MINUTE);
  const boards = [await boardOf(register, single, updated), await boardOf(register, pairs, chased)];
  callOff(cloud, 'sns', 'Deliver');
  const told = messages(register, before).map(({ to }) => to);
  await endAll();
  return { states: boards.flatMap(statesOn), told };
}

test('receipts lost, late, doubled and in disorder: the boards say what the same say in order', async () => {
  const addresses = single.addresses.length + pairs.addresses.length;
  const deliver = { service: 'sns', operation: 'Deliver' } as const;
  const disorder = Array.from({ length: 15 }, (_, nth): Fault[] => [
    { ...deliver, kind: 'reorder', delayMs: 40 + 20 * (nth % 3) },
    { ...deliver, kind: 'duplicate' },
  ]).flat();
  const counts = { sent: 0, lost: 0, late: 0, doubled: 0, states: 0, escalated: 0 };
  for (const seed of [1, 2, 3]) {
    const fates = fc.sample(Fated, { seed, numRuns: 2 * addresses });
    const answering = pairs.odsCodes.filter((_, at) => (at + seed) % 3 === 0);
    decideBy(fates, ({ times }) => ({ times: Math.min(times, 1), afterMs: 5000 }));
    const inOrder = await twoHours(answering, []);
    decideBy(fates, ({ times, afterMs }) => {
      if (times === 0) counts.lost += 1;
      else if (afterMs > 5000) counts.late += 1;
      if (times > 1) counts.doubled += 1;
      counts.sent += 1;
      return { times, afterMs };
    });
    const astray = await twoHours(answering, disorder);
    expect([seed, astray.states]).toEqual([seed, inOrder.states]);
    const second = pairs.odsCodes.map((odsCode) => emailOf(odsCode, 2));
    const silent = pairs.odsCodes.filter((odsCode) => !answering.includes(odsCode));
    for (const { told } of [inOrder, astray])
      expect(told.filter((to) => second.includes(to)).sort()).toEqual(
        silent.map((odsCode) => emailOf(odsCode, 2)),
      );
    counts.states += astray.states.length;
    counts.escalated += silent.length;
  }
  const { sent, lost, late, doubled, states, escalated } = counts;
  process.stdout.write(
    `Receipts of 3 runs: ${lost} of ${sent} lost, ${late} late, ${doubled} doubled; ${states} states of the boards as in order, ${escalated} of ${3 * pairs.odsCodes.length} practices escalated, none that had answered.\n`,
  );
});

test('answers in the minute in which the next person is due: nobody is turned to who has answered', async () => {
  const id = await down(pairs);
  const before = messages(register).length;
  const told = () => addressees(messages(register, before));
  const [early, same, silent] = [0, 3, 6].map((at) => pairs.odsCodes.slice(at, at + 3));
  const answer = async (odsCodes: readonly string[] = []) => {
    const answers = odsCodes.map((odsCode) => answerAs(register, odsCode, 1));
    expect(await Promise.all(answers)).toEqual(odsCodes.map(() => 200));
  };
  await passes(14 * MINUTE);
  await answer(early);
  // The minute rule is held up, until those who are due answer.
  const rule = { service: 'lambda', operation: 'raise-overdue', kind: 'kill' } as const;
  cloud.faults.next({ ...rule, times: 1000 });
  for (let minute = 0; minute < 3; minute += 1) await passes(MINUTE);
  expect(told()).toEqual([]);
  await answer(same);
  callOff(cloud, 'lambda', 'raise-overdue');
  for (let minute = 0; minute < 3; minute += 1) await passes(MINUTE);
  const seconds = pairs.addresses.filter((_, at) => at % 4 > 1);
  expect(told()).toEqual(seconds.slice(-6).sort());
  await passes(30 * MINUTE);
  expect(told()).toHaveLength(6);
  const { practices } = await boardOf(register, pairs, id);
  const answered = practices.filter(({ acknowledgedAt }) => acknowledgedAt !== null);
  expect(answered.map(({ odsCode }) => odsCode)).toEqual(pairs.odsCodes.slice(0, 6));
  process.stdout.write(
    `Answers: 3 before the next person was due and 3 once they were, none escalated; ${silent?.length} silent practices escalated once by both channels.\n`,
  );
});
