import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import type { RunningRegister } from '../set-up/register.ts';
import type { AlertedIcb } from './alerted-icb.ts';
import {
  asRaiser,
  boardOf,
  callOff,
  declareDown,
  deliveriesOf,
  endQuietly,
  loadAlertedIcb,
  onceEach,
  raiserSettings,
  startUnhurried,
  stillDue,
  timesHeard,
  VISIBILITY_MS,
} from './alerted-icb.ts';
import type { Fault } from './alert-loop.ts';
import { alertQueues, loadPeople, sentUnrecorded, takeBack } from './alert-loop.ts';
import { untilDelivered } from './alert-loop.ts';

let register: RunningRegister;
let cloud: RunningRegister['cloud'];
/** Fourteen practices with a contact each by both channels, and twelve by email alone. */
let icb: AlertedIcb;
let emailed: AlertedIcb;
/** What the outbox held when the test, or its round, began. */
let from: number;
let open: { icb: AlertedIcb; id: OutageId }[] = [];
beforeAll(async () => {
  register = await startUnhurried();
  cloud = register.cloud;
  icb = await loadAlertedIcb(register, 'Z01', { practices: 14 });
  emailed = await loadPeople(register, 'Z02', {
    practices: 12,
    people: 1,
    first: 500,
    mobiles: false,
  });
});
afterEach(async () => {
  for (const operation of ['deliver-sms', 'deliver-email']) callOff(cloud, 'lambda', operation);
  for (const operation of ['Publish', 'Deliver']) callOff(cloud, 'sns', operation);
  for (const operation of ['TransactWriteItems', 'UpdateItem', 'GetItem'])
    callOff(cloud, 'dynamodb', operation);
  callOff(cloud, 'ses', 'SendEmail');
  callOff(cloud, 'sqs', 'ReceiveMessage');
  cloud.receipts.decide(() => undefined);
  await endAll();
});
afterAll(() => register.stop());

const order = (...faults: Fault[]) => {
  for (const fault of faults) cloud.faults.next(fault);
};
const passes = async (ms: number) => {
  cloud.clock.advance(ms);
  await cloud.settled();
};
const down = async (where: AlertedIcb) => {
  from = cloud.outbox.list().length;
  const id = await declareDown(register, where);
  open.push({ icb: where, id });
  await cloud.settled();
  return id;
};
const endAll = async () => {
  for (const each of open) await endQuietly(register, each.icb, each.id);
  open = [];
};
const heard = (where: AlertedIcb) => timesHeard(register, where.addresses, from);
const sum = (times: Map<string, number>) => [...times.values()].reduce((all, one) => all + one, 0);
const repeat = (times: number, ...faults: Fault[]) =>
  Array.from({ length: times }, () => faults).flat();

/** Each was told as often as said, every delivery is recorded, and no queue holds anything. */
async function expectTold(where: AlertedIcb, id: OutageId, twice: readonly string[] = []) {
  expect(heard(where)).toEqual(onceEach(where.addresses, twice));
  const deliveries = await deliveriesOf(register, where, id);
  expect(deliveries.filter(({ sent }) => !sent)).toEqual([]);
  const { practices, counts } = await boardOf(register, where, id);
  expect(practices.map(({ alert }) => alert)).toEqual(where.odsCodes.map(() => 'sent'));
  expect(counts.waiting).toBe(0);
  for (const queue of alertQueues)
    expect([queue, cloud.queues.messages(queue)]).toEqual([queue, []]);
  expect(cloud.refusals).toEqual([]);
}

test('SNS refusing every third text: each contact is told once by both channels', async () => {
  const publish = { service: 'sns', operation: 'Publish' } as const;
  const passed: Fault = { ...publish, kind: 'delay', delayMs: 0 };
  const refused: Fault = { ...publish, kind: 'throttle' };
  // Of those refused first most are refused whenever the SDK asks again, and so come back.
  const thirds = (times: number) => repeat(times, passed, refused, passed);
  const sequence = [...thirds(5), ...repeat(10, refused), ...thirds(40)];
  const lines = cloud.logs().length;
  order(...sequence);
  const id = await down(icb);
  const before = sum(heard(icb));
  expect(before).toBeLessThan(28);
  await untilDelivered(cloud);
  const asked = sequence.slice(0, sequence.length - takeBack(cloud, 'sns', 'Publish'));
  await passes(VISIBILITY_MS);
  await expectTold(icb, id);
  const cameBack = cloud
    .logs()
    .slice(lines)
    .filter((line) => line.includes('waits: Thrott'));
  process.stdout.write(
    `SNS refused ${asked.filter(({ kind }) => kind === 'throttle').length} of ${asked.length} calls: ${before} of 28 messages at once, ${cameBack.length} came back by the queue; 28 of 28 once in the end.\n`,
  );
});

test('topic and queue duplicating and disordering together: each contact is told once', async () => {
  const deliver = { service: 'sns', operation: 'Deliver' } as const;
  const receive = { service: 'sqs', operation: 'ReceiveMessage', kind: 'duplicate' } as const;
  const late = (delayMs: number): Fault => ({ ...deliver, kind: 'reorder', delayMs });
  order(...repeat(7, { ...deliver, kind: 'duplicate' }, late(300), late(100), late(200)));
  order(...repeat(4, { ...receive, visibility: 'outside' }, { ...receive, visibility: 'inside' }));
  const id = await down(icb);
  const moved = await untilDelivered(cloud);
  for (let turn = 0; turn < 2; turn += 1) await passes(VISIBILITY_MS);
  const left = [takeBack(cloud, 'sns', 'Deliver'), takeBack(cloud, 'sqs', 'ReceiveMessage')];
  expect(left).toEqual([0, 0]);
  await expectTold(icb, id);
  process.stdout.write(
    `Disorder: 7 deliveries of the topic doubled, 21 late, 8 of the queues doubled (4 after the lease): 28 of 28 once, all of them after ${moved / 1000} s.\n`,
  );
});

test('the store throttling and conflicting: each is told once, and every receipt is on the board', async () => {
  const table = { service: 'dynamodb', times: 24 } as const;
  const write = { ...table, operation: 'TransactWriteItems' } as const;
  const change = { ...table, operation: 'UpdateItem' } as const;
  const read = { ...table, operation: 'GetItem', kind: 'throttle' } as const;
  cloud.receipts.decide(() => ({ outcome: 'delivered', afterMs: 600_000 }));
  order(
    { ...write, kind: 'throttle', times: 60, touching: 'claimedUntil' },
    { ...write, kind: 'conflict', touching: 'DELIVERY#' },
    { ...read, touching: 'PRACTICE#' },
    { ...change, kind: 'throttle', times: 4, touching: 'PACE#' },
    { ...change, kind: 'conflict', touching: 'PRACTICE#' },
  );
  const id = await down(icb);
  const before = sum(heard(icb));
  const moved = await untilDelivered(cloud);
  const operations = ['TransactWriteItems', 'UpdateItem', 'GetItem'];
  const left = operations.map((operation) => takeBack(cloud, 'dynamodb', operation));
  await expectTold(icb, id);
  expect((await boardOf(register, icb, id)).counts.delivered).toBe(0);

  order(
    { ...change, kind: 'throttle', touching: 'deliveredAt' },
    { ...change, kind: 'conflict', touching: 'delivered#' },
    { ...read, touching: 'RECEIPT#' },
  );
  await passes(600_000);
  const reached = (await boardOf(register, icb, id)).counts.delivered;
  for (const ms of [61_000, 121_000, VISIBILITY_MS]) await passes(ms);
  for (const operation of operations)
    expect([operation, stillDue(cloud, 'dynamodb', operation)]).toEqual([operation, false]);
  const { practices } = await boardOf(register, icb, id);
  expect(practices.flatMap(({ told }) => told.map(({ state }) => state))).toEqual(
    icb.addresses.map(() => 'delivered'),
  );
  await expectTold(icb, id);
  process.stdout.write(
    `Store: ${136 - left.reduce((all, one) => all + one, 0)} calls refused while delivering, ${before} of 28 messages at once, 28 once after ${moved / 1000} s; 72 while receipts came, ${reached} of 14 practices at once, 28 of 28 receipts in the end.\n`,
  );
});

test('the delivery functions killed twenty times in mid-batch: only what was sent unrecorded is sent again', async () => {
  const calls = { sms: 'Publish', email: 'SendEmail' } as const;
  const kills = (channel: 'sms' | 'email'): Partial<Fault>[] => [
    ...[1, 3, 5, 8, 10].map((afterCalls) => ({ ofOperation: calls[channel], afterCalls })),
    { ofOperation: calls[channel], afterCalls: 6, when: 'before' },
    ...[4, 12, 17].map((afterCalls) => ({ ofOperation: 'TransactWriteItems', afterCalls })),
    { afterCalls: 25 },
  ];
  const emails = kills('email');
  const rounds = kills('sms').map((how, at) => [
    { ...how, operation: 'deliver-sms' },
    { ...emails[at], operation: 'deliver-email' },
  ]);
  const desk = register.as({ role: 'icb', org: icb.code });
  let [twiceInAll, sent] = [0, 0];
  for (const round of rounds) {
    // What was stopped comes back all at once, so that batches are full; a stop is seen in two
    // seconds.
    await desk.moveStopSwitch({ stopped: true, reason: 'So that batches are full.' });
    await passes(3000);
    const id = await down(icb);
    await desk.moveStopSwitch({ stopped: false });
    expect(sum(heard(icb))).toBe(0);
    for (const how of round) order({ service: 'lambda', kind: 'kill', ...how });
    await passes(61_000);
    for (const how of round)
      expect([how, stillDue(cloud, 'lambda', how.operation)]).toEqual([how, false]);
    const twice = await sentUnrecorded(register, icb, id, from);
    await passes(VISIBILITY_MS);
    await expectTold(icb, id, twice);
    twiceInAll += twice.length;
    sent += sum(heard(icb));
    await endAll();
  }
  process.stdout.write(
    `Delivery killed ${rounds.flat().length} times in mid-batch: ${sent} messages for ${rounds.length * 28} alerts, ${twiceInAll} of them sent and not recorded before the end, no other twice, none missing.\n`,
  );
});

test('SES silent for two minutes: the board says so, and every email goes out once', async () => {
  const tries = 100_000;
  order({ service: 'ses', operation: 'SendEmail', kind: 'fail', times: tries });
  const ids = [await down(icb)];
  const start = from;
  ids.push(await down(emailed));
  from = start;
  const stuck = await boardOf(register, emailed, ids[1]!);
  expect(stuck.practices.map(({ alert, chase }) => [alert, chase.state])).toEqual(
    emailed.odsCodes.map(() => ['waiting', 'ring']),
  );
  const [texts, emails] = [sum(heard(icb)), sum(heard(emailed))];
  expect([texts, emails]).toEqual([14, 0]);
  await passes(62_000);
  await passes(58_000);
  expect((await boardOf(register, emailed, ids[1]!)).counts.waiting).toBe(12);
  const asked = tries - takeBack(cloud, 'ses', 'SendEmail');
  const moved = await untilDelivered(cloud);
  await expectTold(icb, ids[0]!);
  await expectTold(emailed, ids[1]!);
  process.stdout.write(
    `SES silent for 120 s: ${stuck.counts.waiting} of 12 practices without mobiles waiting, ${texts} of 14 texts out, ${asked} calls in vain; 26 of 26 emails once, ${moved / 1000} s after the mend, none in dead letters.\n`,
  );
});

// The last, as an alert of no outage stays in its queue.
test('a message that nobody can read is put aside at once, and touches no other', async () => {
  const sns = new SNSClient(cloud.credentialsOf('raise-in-icb'));
  const settings = await raiserSettings();
  const nowhere = { icb: 'Z01', outage: '01J35XW5F0000000000000000A', update: 1 };
  const bodies = ['poison', '{}', JSON.stringify({ ...nowhere, odsCode: 'Z00001', update: 0 })];
  const lost = JSON.stringify({ ...nowhere, odsCode: 'Z00001' });
  const channels = { DataType: 'String.Array', StringValue: '["sms","email"]' };
  const letters = cloud.queues.messages('StreamDeadLetters').length;
  // While the providers' first answers are late, more messages gather to a batch.
  order({ service: 'sns', operation: 'Publish', kind: 'delay', times: 8 });
  for (const Message of [...bodies, lost]) {
    const TopicArn = settings['ALERTS_TOPIC_ARN'];
    await sns.send(new PublishCommand({ TopicArn, Message, MessageAttributes: { channels } }));
  }
  sns.destroy();
  const update = { pk: 'ICB#Z09#OUTAGE#01J35XW5F0000000000000000A', sk: 'UPDATE#poison' };
  await asRaiser(cloud).send(
    new PutItemCommand({
      TableName: settings['OUTAGES_TABLE'],
      Item: { pk: { S: update.pk }, sk: { S: update.sk }, update: { S: 'poison' } },
    }),
  );
  const id = await down(icb);
  expect(heard(icb)).toEqual(onceEach(icb.addresses));
  for (let turn = 0; turn < 5; turn += 1) await passes(VISIBILITY_MS);
  expect(heard(icb)).toEqual(onceEach(icb.addresses));
  const { practices } = await boardOf(register, icb, id);
  expect(practices.map(({ alert }) => alert)).toEqual(icb.odsCodes.map(() => 'sent'));
  const aside = ['SmsDeadLetters', 'EmailDeadLetters'].map((queue) =>
    cloud.queues
      .messages(queue)
      .map(({ body }) => body)
      .sort(),
  );
  const unreadable = bodies.map((body) => JSON.stringify({ unreadable: body })).sort();
  expect(aside).toEqual([unreadable, unreadable]);
  // An outage that is not there may be there the next time: such an alert is tried for two days.
  const waiting = ['SmsQueue', 'EmailQueue'].map((queue) => cloud.queues.messages(queue));
  expect(waiting.map((each) => each.map(({ body }) => body))).toEqual([[lost], [lost]]);
  const tries = waiting.flat().map(({ receiveCount }) => receiveCount);
  expect(Math.min(...tries)).toBeGreaterThan(5);
  expect(cloud.queues.messages('StreamDeadLetters')).toHaveLength(letters + 1);
  process.stdout.write(
    `Poison: 6 of 6 unreadable messages put aside once, 2 alerts of no outage tried ${tries.join(' and ')} times, 1 record of the stream in its dead letters; 28 of 28 told once.\n`,
  );
});
