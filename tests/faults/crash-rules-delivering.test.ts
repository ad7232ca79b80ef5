import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import type { RunningRegister } from '../set-up/register.ts';
import type { AlertedIcb } from './alerted-icb.ts';
import {
  boardOf,
  callOff,
  declareDown,
  deliveriesOf,
  endQuietly,
  LEASE_MS,
  loadAlertedIcb,
  onceEach,
  startUnhurried,
  stillDue,
  switchboard,
  timesHeard,
  VISIBILITY_MS,
} from './alerted-icb.ts';

type Fault = Parameters<RunningRegister['cloud']['faults']['next']>[0];

let register: RunningRegister;
let cloud: RunningRegister['cloud'];
/** Twelve practices with a contact each, and one alone. */
let icb: AlertedIcb;
let lone: AlertedIcb;
/** What the outbox held when the test began. */
let from: number;
let open: { icb: AlertedIcb; id: OutageId } | undefined;
beforeAll(async () => {
  register = await startUnhurried();
  cloud = register.cloud;
  icb = await loadAlertedIcb(register, 'Z01', { practices: 12 });
  lone = await loadAlertedIcb(register, 'Z02', { practices: 1 });
});
afterEach(async () => {
  for (const operation of ['deliver-sms', 'deliver-email']) callOff(cloud, 'lambda', operation);
  for (const operation of ['Publish', 'Text', 'Deliver']) callOff(cloud, 'sns', operation);
  callOff(cloud, 'ses', 'SendEmail');
  callOff(cloud, 'sqs', 'ReceiveMessage');
  callOff(cloud, 'dynamodb', 'UpdateItem');
  callOff(cloud, 'dynamodb', 'TransactWriteItems');
  if (open) await endQuietly(register, open.icb, open.id);
  open = undefined;
});
afterAll(() => register.stop());

/** Declares EMIS Web down under the faults given, and waits until nothing moves by itself. */
async function declareUnder(where: AlertedIcb, ...faults: Fault[]): Promise<OutageId> {
  from = cloud.outbox.list().length;
  for (const fault of faults) cloud.faults.next(fault);
  const id = await declareDown(register, where);
  open = { icb: where, id };
  await cloud.settled();
  for (const { service, operation } of faults)
    expect([operation, stillDue(cloud, service, operation)]).toEqual([operation, false]);
  return id;
}
const passes = async (ms: number) => {
  cloud.clock.advance(ms);
  await cloud.settled();
};
const heard = (where: AlertedIcb) => timesHeard(register, where.addresses, from);
/**
 * Those who were sent something of which we have no record: the provider said yes, and then we
 * crashed.
 */
async function sentUnrecorded(where: AlertedIcb, id: OutageId): Promise<string[]> {
  const deliveries = await deliveriesOf(register, where, id);
  const recorded = new Set(deliveries.filter(({ sent }) => sent).map(({ address }) => address));
  return [...heard(where)]
    .filter(([address, times]) => times > 0 && !recorded.has(address))
    .map(([address]) => address);
}
/**
 * Every delivery is recorded as sent, every practice is told on the board, and nothing is left in a
 * queue.
 */
async function expectDone(where: AlertedIcb, id: OutageId): Promise<void> {
  const deliveries = await deliveriesOf(register, where, id);
  expect(deliveries.map(({ address }) => address).sort()).toEqual([...where.addresses].sort());
  expect(deliveries.filter(({ sent }) => !sent)).toEqual([]);
  const { practices } = await boardOf(register, where, id);
  expect(practices.map(({ alert }) => alert)).toEqual(where.odsCodes.map(() => 'sent'));
  for (const queue of ['SmsQueue', 'EmailQueue', 'SmsDeadLetters', 'EmailDeadLetters'])
    expect([queue, cloud.queues.messages(queue)]).toEqual([queue, []]);
  expect(cloud.refusals).toEqual([]);
}

const channels = [
  ['sms', 'Publish'],
  ['email', 'SendEmail'],
] as const;
const killed = (channel: string, how: Partial<Fault>): Fault => ({
  service: 'lambda',
  operation: `deliver-${channel}`,
  kind: 'kill',
  ...how,
});

describe.each(channels)('deliver-%s killed', (channel, send) => {
  test.each<[string, Partial<Fault>]>([
    ['before the claim', { ofOperation: 'TransactWriteItems', when: 'before' }],
    ['after the claim', { ofOperation: 'TransactWriteItems' }],
    ['before the provider is asked', { ofOperation: send, when: 'before' }],
  ])('%s: the contact is told once, when the lease is over', async (_, how) => {
    const id = await declareUnder(lone, killed(channel, how));
    const own = lone.addresses.filter((address) => address.startsWith(channel));
    expect(own.map((address) => heard(lone).get(address))).toEqual([0]);
    await passes(VISIBILITY_MS);
    expect(heard(lone)).toEqual(onceEach(lone.addresses));
    await expectDone(lone, id);
  });

  test.each<[string, Partial<Fault>, 1 | 2]>([
    [
      'after the provider’s yes, before our record: told twice, which cannot be helped',
      { ofOperation: send },
      2,
    ],
    [
      'after our record, before the queue hears of it: told once',
      { ofOperation: 'TransactWriteItems', afterCalls: 2 },
      1,
    ],
  ])('%s', async (_, how, times) => {
    // Its two transactions: the claim; what became of it, with the practice's row.
    const id = await declareUnder(lone, killed(channel, how));
    const [own = ''] = lone.addresses.filter((address) => address.startsWith(channel));
    expect(await sentUnrecorded(lone, id)).toEqual(times === 2 ? [own] : []);
    await passes(VISIBILITY_MS);
    expect(heard(lone)).toEqual(onceEach(lone.addresses, times === 2 ? [own] : []));
    await expectDone(lone, id);
    await passes(VISIBILITY_MS);
    expect(heard(lone)).toEqual(onceEach(lone.addresses, times === 2 ? [own] : []));
  });

  test('in the middle of a batch: exactly those sent and not recorded are told twice', async () => {
    const id = await declareUnder(icb, killed(channel, { ofOperation: send, afterCalls: 5 }));
    const twice = await sentUnrecorded(icb, id);
    expect(twice).not.toEqual([]);
    await passes(VISIBILITY_MS);
    expect(heard(icb)).toEqual(onceEach(icb.addresses, twice));
    await expectDone(icb, id);
  });

  test('again and again: told in the end, once', async () => {
    const how = { ofOperation: 'TransactWriteItems', times: 3 };
    from = cloud.outbox.list().length;
    cloud.faults.next(killed(channel, how));
    const id = await declareDown(register, lone);
    open = { icb: lone, id };
    for (let turn = 0; turn < 4; turn += 1) {
      await cloud.settled();
      cloud.clock.advance(VISIBILITY_MS);
    }
    await cloud.settled();
    expect(stillDue(cloud, 'lambda', `deliver-${channel}`)).toBe(false);
    expect(heard(lone)).toEqual(onceEach(lone.addresses));
    await expectDone(lone, id);
  });
});

describe('a message that comes twice is sent once', () => {
  const slow = (times: number): Fault => ({
    service: 'ses',
    operation: 'SendEmail',
    kind: 'delay',
    delayMs: 700,
    times,
  });
  const twice = (visibility: 'inside' | 'outside'): Fault => ({
    service: 'sqs',
    operation: 'ReceiveMessage',
    kind: 'duplicate',
    visibility,
    times: 2,
  });

  test('inside the lease, while the first is being sent', async () => {
    const id = await declareUnder(lone, twice('inside'), slow(1));
    await passes(LEASE_MS);
    expect(heard(lone)).toEqual(onceEach(lone.addresses));
    await expectDone(lone, id);
  });

  test('after the lease, when the first has been recorded', async () => {
    const id = await declareUnder(icb, twice('outside'));
    expect(heard(icb)).toEqual(onceEach(icb.addresses));
    await passes(VISIBILITY_MS);
    expect(heard(icb)).toEqual(onceEach(icb.addresses));
    await expectDone(icb, id);
  });

  test('by the topic, and out of order', async () => {
    const deliver = { service: 'sns', operation: 'Deliver' } as const;
    const id = await declareUnder(
      icb,
      { ...deliver, kind: 'duplicate', times: 12 },
      { ...deliver, kind: 'reorder', times: 12, delayMs: 300 },
    );
    await passes(LEASE_MS);
    expect(heard(icb)).toEqual(onceEach(icb.addresses));
    await expectDone(icb, id);
  });
});

describe('a provider that falters', () => {
  const everything: Fault[] = [
    { service: 'sns', operation: 'Text', kind: 'throttle', times: 1000 },
    { service: 'ses', operation: 'SendEmail', kind: 'throttle', times: 1000 },
  ];

  test('throttles everything: all come back and are sent once', async () => {
    from = cloud.outbox.list().length;
    for (const fault of everything) cloud.faults.next(fault);
    const id = await declareDown(register, icb);
    open = { icb, id };
    await cloud.settled();
    expect([...heard(icb).values()]).toEqual(icb.addresses.map(() => 0));
    for (const { service, operation } of everything) callOff(cloud, service, operation);
    await passes(LEASE_MS);
    expect(heard(icb)).toEqual(onceEach(icb.addresses));
    await expectDone(icb, id);
  });

  test('says yes, and the answer is lost: the SDK asks again, so that one contact is told twice', async () => {
    const id = await declareUnder(lone, { service: 'ses', operation: 'SendEmail', kind: 'drop' });
    const email = lone.addresses.filter((address) => address.startsWith('email'));
    expect(heard(lone)).toEqual(onceEach(lone.addresses, email));
    await expectDone(lone, id);
  });

  test('refuses for good: recorded as failed, to be rung, and not tried again', async () => {
    const id = await declareUnder(
      lone,
      { service: 'sns', operation: 'Text', kind: 'reject' },
      { service: 'ses', operation: 'SendEmail', kind: 'reject' },
    );
    const failures = async () =>
      (await deliveriesOf(register, lone, id)).map(({ failure }) => failure);
    expect((await failures()).sort()).toEqual([
      'The provider does not accept this number',
      'The provider rejected this message',
    ]);
    const { practices } = await boardOf(register, lone, id);
    expect(practices).toEqual([
      expect.objectContaining({
        alert: 'failed',
        chase: expect.objectContaining({
          state: 'ring',
          numbers: [expect.stringMatching(/1632\s?960123$/)],
        }),
      }),
    ]);
    await passes(VISIBILITY_MS);
    expect([...heard(lone).values()]).toEqual([0, 0]);
    expect(cloud.queues.messages('SmsDeadLetters')).toEqual([]);
    expect(switchboard).toBe('01632 960123');
  });

  test('refuses one channel for good: the other has told the practice', async () => {
    const id = await declareUnder(lone, { service: 'sns', operation: 'Text', kind: 'reject' });
    const { practices } = await boardOf(register, lone, id);
    expect(practices.map(({ alert }) => alert)).toEqual(['sent']);
    expect([...heard(lone).values()]).toEqual([0, 1]);
  });

  // The last, as a client whose every call has failed for long does not ask again at once.
  /** Both providers take nothing until `mend`, however often they are asked. */
  const away = () => {
    for (const fault of everything) cloud.faults.next({ ...fault, kind: 'fail', times: 100_000 });
    return () => {
      for (const { service, operation } of everything) callOff(cloud, service, operation);
    };
  };
  const say = async (where: AlertedIcb, id: OutageId, status: string, message: string) => {
    const body = { status, message, confirmRepeat: true };
    const who = { role: 'icb', org: where.code } as const;
    const answer = await register.request(who, 'POST', `/outages/${id}/updates`, { body });
    expect(answer.status).toBe(201);
    await cloud.settled();
  };
  const textsOf = () => cloud.outbox.list().slice(from);

  test('both away for thirty minutes, two updates meanwhile: the newest goes out whole, once, when they are back', async () => {
    from = cloud.outbox.list().length;
    const mend = away();
    const id = await declareDown(register, icb);
    open = { icb, id };
    await cloud.settled();
    const stuck = await boardOf(register, icb, id);
    expect([stuck.counts.waiting, stuck.practices[0]?.alert]).toEqual([12, 'waiting']);
    expect(stuck.practices[0]).toMatchObject({
      waiting: { reason: expect.any(String) },
      chase: { state: 'ring', numbers: [expect.stringMatching(/1632\s?960123$/)] },
    });
    await passes(300_000);
    await say(icb, id, 'open', 'Still down.');
    for (let minute = 0; minute < 12; minute += 1) await passes(120_000);
    await say(icb, id, 'recovering', 'It opens again.');
    expect([...heard(icb).values()]).toEqual(icb.addresses.map(() => 0));
    mend();
    for (let turn = 0; turn < 3; turn += 1) await passes(181_000);
    expect(heard(icb)).toEqual(onceEach(icb.addresses));
    for (const { body } of textsOf())
      expect(body).toMatch(/EMIS Web was down, and is coming back\.[^]*may have been\s+affected/);
    const { counts, practices } = await boardOf(register, icb, id);
    expect(counts.waiting).toBe(0);
    expect(practices.map(({ alert }) => alert)).toEqual(icb.odsCodes.map(() => 'sent'));
    for (const queue of ['SmsQueue', 'EmailQueue', 'SmsDeadLetters', 'EmailDeadLetters'])
      expect([queue, cloud.queues.messages(queue)]).toEqual([queue, []]);
  });

  test('away until it is over: nobody is told the end of what they never heard of', async () => {
    from = cloud.outbox.list().length;
    const mend = away();
    const id = await declareDown(register, lone);
    await cloud.settled();
    await say(lone, id, 'resolved', 'All is well again.');
    mend();
    for (let turn = 0; turn < 3; turn += 1) await passes(181_000);
    expect([...heard(lone).values()]).toEqual([0, 0]);
    expect((await deliveriesOf(register, lone, id)).map(({ failure }) => failure)).toEqual(
      expect.arrayContaining(['Not sent: it ended before this practice had heard of it']),
    );
    const { counts, practices } = await boardOf(register, lone, id);
    expect([counts.waiting, practices[0]?.alert]).toEqual([0, 'failed']);
    expect(cloud.queues.messages('SmsDeadLetters')).toEqual([]);
  });

  test('away for a later update, until it is over without a word: nothing waits on the board', async () => {
    const id = await declareUnder(lone);
    open = undefined;
    const mend = away();
    await say(lone, id, 'open', 'Still down.');
    expect((await boardOf(register, lone, id)).counts.waiting).toBe(1);
    await endQuietly(register, lone, id);
    mend();
    for (let turn = 0; turn < 3; turn += 1) await passes(181_000);
    expect(heard(lone)).toEqual(onceEach(lone.addresses));
    const { counts, practices } = await boardOf(register, lone, id);
    expect([counts.waiting, practices[0]?.alert]).toEqual([0, 'sent']);
  });
});

describe('a table that falters: told once', () => {
  const table = { service: 'dynamodb' } as const;

  test('while other transactions hold the practices’ rows, as when they are marked published', async () => {
    const id = await declareUnder(icb, {
      ...table,
      operation: 'UpdateItem',
      kind: 'conflict',
      times: 24,
      touching: 'PRACTICE#',
    });
    expect(heard(icb)).toEqual(onceEach(icb.addresses));
    await expectDone(icb, id);
  });

  test('while other transactions hold the claims', async () => {
    const id = await declareUnder(icb, {
      ...table,
      operation: 'TransactWriteItems',
      kind: 'conflict',
      times: 24,
      touching: 'DELIVERY#',
    });
    expect(heard(icb)).toEqual(onceEach(icb.addresses));
    await expectDone(icb, id);
  });

  test('and gives no slots: the messages come back', async () => {
    const id = await declareUnder(icb, {
      ...table,
      operation: 'UpdateItem',
      kind: 'fail',
      times: 6,
      touching: 'PACE#',
    });
    await passes(VISIBILITY_MS);
    expect(heard(icb)).toEqual(onceEach(icb.addresses));
    await expectDone(icb, id);
  });
});
