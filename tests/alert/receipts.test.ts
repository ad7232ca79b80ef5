import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Board, OutageId } from '@registry/domain';
import type { Fate, MessageUnderWay } from '@registry/local-cloud';
import { boardOf, declareDown, endQuietly, loadAlertedIcb } from '../faults/alerted-icb.ts';
import { startUnhurried } from '../faults/alerted-icb.ts';
import type { AlertedIcb } from '../faults/alerted-icb.ts';
import type { RunningRegister } from '../set-up/register.ts';

let register: RunningRegister;
let icb: AlertedIcb;
let open: OutageId | undefined;
beforeAll(async () => {
  register = await startUnhurried();
  icb = await loadAlertedIcb(register, 'Z01', { practices: 6 });
});
beforeEach(async () => {
  register.cloud.receipts.decide(() => undefined);
  if (open) await endQuietly(register, icb, open);
  open = undefined;
});
afterAll(() => register.stop());

const passes = async (ms: number) => {
  register.cloud.clock.advance(ms);
  await register.cloud.settled();
};

/** Declares EMIS Web down while messages have these fates, and waits until all is still. */
async function declareWith(fate: (message: MessageUnderWay) => Fate | undefined): Promise<Board> {
  register.cloud.receipts.decide(fate);
  open = await declareDown(register, icb);
  await register.cloud.settled();
  return boardOf(register, icb, open);
}
const states = ({ practices }: Board) =>
  practices.map(({ told }) => told.map(({ channel, state }) => `${channel} ${state}`).sort());
const each = <T>(value: T): T[] => icb.odsCodes.map(() => value);

test('sent is not delivered: the board says which by the provider’s receipt', async () => {
  const board = await declareWith(() => undefined);
  expect(states(board)).toEqual(each(['email delivered', 'sms delivered']));
  expect(board.counts).toMatchObject({ delivered: 6, toRing: 0 });
  expect(board.practices.map(({ alert, deliveredAt }) => [alert, deliveredAt !== null])).toEqual(
    each(['sent', true]),
  );
  expect(register.cloud.refusals).toEqual([]);
});

test('lost, late, doubled or in the wrong order, they say the same in the end', async () => {
  const board = await declareWith(({ channel, to }) => {
    if (channel === 'sms') return { outcome: 'delivered', times: 0 };
    const late = { outcome: 'delivered', afterMs: 3_600_000 } as const;
    return to.includes(icb.odsCodes[0]!.toLowerCase()) ? late : { outcome: 'delivered', times: 2 };
  });
  expect(states(board)).toEqual([
    ['email accepted', 'sms accepted'],
    ...each(['email delivered', 'sms accepted']).slice(1),
  ]);
  await passes(3_600_001);
  const later = await boardOf(register, icb, open!);
  expect(states(later)).toEqual(each(['email delivered', 'sms accepted']));
  process.stdout.write(
    `Receipts: 6 lost, 5 doubled, 1 an hour late: ${later.counts.delivered} of 6 practices known as reached.\n`,
  );
});

test('nobody reached is failed, to be rung, with the reason; a bounce outweighs a delivery', async () => {
  const [first, second] = icb.odsCodes as [string, string];
  const ofPractice = (to: string, odsCode: string) =>
    to.includes(odsCode.toLowerCase()) || to === mobileOf(odsCode);
  const board = await declareWith(({ channel, to }) => {
    if (ofPractice(to, first))
      return channel === 'sms'
        ? { outcome: 'undelivered', reason: 'Phone number is opted out' }
        : { outcome: 'undelivered', reason: '5.1.1 user unknown' };
    if (ofPractice(to, second)) return { outcome: 'complaint' };
    return undefined;
  });
  const row = (odsCode: string) => board.practices.find((each) => each.odsCode === odsCode)!;
  expect(row(first)).toMatchObject({
    alert: 'failed',
    deliveredAt: null,
    chase: { state: 'ring', numbers: ['01632 960123'] },
  });
  expect(
    row(first)
      .told.map(({ reason }) => reason)
      .sort(),
  ).toEqual([
    'The holder has opted out of messages',
    'There is no such mailbox, or it takes none of our emails',
  ]);
  expect(row(second)).toMatchObject({ alert: 'sent' });
  expect(
    row(second)
      .told.map(({ channel, state }) => `${channel} ${state}`)
      .sort(),
  ).toEqual(['email undelivered', 'sms delivered']);
  expect(board.counts).toMatchObject({ delivered: 5, toRing: 1 });
});

/** The mobile of a practice's one contact. */
function mobileOf(odsCode: string): string {
  return icb.addresses[2 * icb.odsCodes.indexOf(odsCode)]!.replace('sms ', '');
}

test('no log holds a number or an address', () => {
  expect(register.cloud.logs().join('\n')).not.toMatch(/\+?447700|@example\.org/);
});
