import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { OutageId } from '@registry/domain';
import { addressees, messages, update } from '../set-up/outage-desk.ts';
import type { RunningRegister } from '../set-up/register.ts';
import type { AlertedIcb } from './alerted-icb.ts';
import {
  boardOf,
  callOff,
  declareDown,
  endQuietly,
  loadAlertedIcb,
  onceEach,
  startUnhurried,
  timesHeard,
  VISIBILITY_MS,
} from './alerted-icb.ts';
import { answerAs, loadPeople } from './alert-loop.ts';

const MINUTE = 60_000;
let register: RunningRegister;
let cloud: RunningRegister['cloud'];
let icb: AlertedIcb;
let pairs: AlertedIcb;
let open: { icb: AlertedIcb; id: OutageId }[] = [];
beforeAll(async () => {
  register = await startUnhurried();
  cloud = register.cloud;
  icb = await loadAlertedIcb(register, 'Z01', { practices: 6 });
  pairs = await loadPeople(register, 'Z02', { practices: 2, people: 2, first: 200 });
});
const mend = () => {
  for (const operation of ['Publish', 'Text']) callOff(cloud, 'sns', operation);
  for (const operation of ['TransactWriteItems', 'UpdateItem'])
    callOff(cloud, 'dynamodb', operation);
  callOff(cloud, 'ses', 'SendEmail');
};
afterEach(async () => {
  mend();
  cloud.receipts.decide(() => undefined);
  for (const each of open) await endQuietly(register, each.icb, each.id);
  open = [];
});
afterAll(() => register.stop());
const passes = async (ms: number) => {
  cloud.clock.advance(ms);
  await cloud.settled();
};
const down = async (where: AlertedIcb) => {
  const id = await declareDown(register, where);
  open.push({ icb: where, id });
  await cloud.settled();
  return id;
};
/** Neither provider takes anything. */
const away = () => {
  cloud.faults.next({ service: 'ses', operation: 'SendEmail', kind: 'fail', times: 100_000 });
  cloud.faults.next({ service: 'sns', operation: 'Text', kind: 'throttle', times: 100_000 });
};

test('the store throttled between the provider’s yes and our record: nobody is told twice', async () => {
  const from = cloud.outbox.list().length;
  cloud.faults.next({
    service: 'dynamodb',
    operation: 'TransactWriteItems',
    kind: 'throttle',
    times: 36,
    touching: 'providerId',
  });
  await down(icb);
  await passes(VISIBILITY_MS);
  expect(timesHeard(register, icb.addresses, from)).toEqual(onceEach(icb.addresses));
});

test('nobody is turned to whose practice answered while the alert waited for its provider', async () => {
  cloud.receipts.decide(() => ({ outcome: 'delivered', afterMs: 5000 }));
  const id = await down(pairs);
  await passes(6000);
  expect((await boardOf(register, pairs, id)).counts.delivered).toBe(2);
  const before = messages(register).length;
  await passes(14 * MINUTE - 6000);
  away();
  for (let minute = 0; minute < 3; minute += 1) await passes(MINUTE);
  // The try that comes back after 61 s is over: what a provider is taking is not called back.
  await passes(2000);
  for (const odsCode of pairs.odsCodes) expect(await answerAs(register, odsCode, 1)).toBe(200);
  mend();
  for (let minute = 0; minute < 4; minute += 1) await passes(MINUTE);
  expect(addressees(messages(register, before))).toEqual([]);
});

test('the next person whose alert a later update overtook is turned to after it', async () => {
  const id = await down(pairs);
  const before = messages(register).length;
  await passes(14 * MINUTE);
  away();
  for (let minute = 0; minute < 3; minute += 1) await passes(MINUTE);
  await update(register, pairs.code, id);
  mend();
  for (let minute = 0; minute < 60; minute += 1) await passes(MINUTE);
  const told = addressees(messages(register, before));
  const [second = ''] = pairs.odsCodes.map((odsCode) => `email ${odsCode.toLowerCase()}.2@`);
  expect(told.some((each) => each.startsWith(second))).toBe(true);
});

test('a practice whose text has gone out does not wait, nor is to be rung, for its email', async () => {
  const seen: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    cloud.faults.next({
      service: 'sns',
      operation: 'Publish',
      kind: 'delay',
      delayMs: 150,
      times: 6,
    });
    cloud.faults.next({ service: 'ses', operation: 'SendEmail', kind: 'fail', times: 100_000 });
    const id = await down(icb);
    const { counts } = await boardOf(register, icb, id);
    expect(counts.delivered).toBe(6);
    await passes(62_000);
    seen.push((await boardOf(register, icb, id)).counts.waiting);
    mend();
    await passes(VISIBILITY_MS);
    for (const each of open) await endQuietly(register, each.icb, each.id);
    open = [];
  }
  expect(seen).toEqual([0, 0, 0, 0]);
});

test('a receipt that comes while the next update is being sent is not lost', async () => {
  const sent = new Map<string, number>();
  cloud.receipts.decide(({ channel, to }) => {
    if (channel === 'sms') return undefined;
    sent.set(to, (sent.get(to) ?? 0) + 1);
    return sent.get(to) === 1
      ? { outcome: 'delivered', afterMs: 600_000 }
      : { outcome: 'delivered', times: 0 };
  });
  const id = await down(icb);
  await passes(500_000);
  const from = cloud.outbox.list().length;
  cloud.faults.next({
    service: 'ses',
    operation: 'SendEmail',
    kind: 'delay',
    delayMs: 1500,
    times: 6,
  });
  const updating = update(register, icb.code, id);
  while (timesHeard(register, icb.addresses, from).get(icb.addresses[0]!) === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  cloud.clock.advance(101_000);
  await updating;
  const { practices } = await boardOf(register, icb, id);
  const emails = practices.flatMap(({ told }) => told.filter(({ channel }) => channel === 'email'));
  expect(emails.map(({ state }) => state)).toEqual(icb.odsCodes.map(() => 'delivered'));
});

test('receipts of texts that come while the store is throttled for five minutes are not lost', async () => {
  cloud.faults.next({
    service: 'dynamodb',
    operation: 'UpdateItem',
    kind: 'throttle',
    times: 100_000,
    touching: 'deliveredAt',
  });
  const id = await down(icb);
  for (let minute = 0; minute < 5; minute += 1) await passes(MINUTE);
  mend();
  for (let turn = 0; turn < 5; turn += 1) await passes(VISIBILITY_MS);
  const { practices } = await boardOf(register, icb, id);
  const states = practices.flatMap(({ told }) =>
    told.map(({ channel, state }) => `${channel} ${state}`),
  );
  expect(states.sort()).toEqual([
    ...icb.odsCodes.map(() => 'email delivered'),
    ...icb.odsCodes.map(() => 'sms delivered'),
  ]);
});
