import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createClock } from '../clock/clock.ts';
import type { Fate } from './fate.ts';
import { createReceipts } from './receipts.ts';
import type { ReceiptDesk } from './receipts.ts';

const MINUTE = 60_000;

let clock: ReturnType<typeof createClock>;
let receipts: ReceiptDesk;
let lines: string[];
/** What was heard, oldest first. */
let heard: string[];

beforeEach(() => {
  clock = createClock();
  lines = [];
  heard = [];
  receipts = createReceipts(clock, (line) => lines.push(line));
});
afterEach(() => {
  receipts.stop();
});

const send = (to: string, channel: 'sms' | 'email' = 'sms') => {
  receipts.expect({ channel, to }, ({ outcome }) => heard.push(`${to} ${outcome}`));
};

test('receipts are lost, doubled, late and in another order', () => {
  const fates: Record<string, Fate> = {
    lost: { outcome: 'delivered', times: 0 },
    twice: { outcome: 'undelivered', reason: 'Invalid phone number', times: 2 },
    late: { outcome: 'delivered', afterMs: 2 * MINUTE },
    early: { outcome: 'delivered', afterMs: MINUTE },
  };
  receipts.decide(({ to }) => fates[to]);
  for (const to of Object.keys(fates)) send(to);
  clock.advance(1000);
  expect(heard).toEqual(['twice undelivered', 'twice undelivered']);
  expect(receipts.busy()).toBe(false);
  clock.advance(3 * MINUTE);
  expect(heard.slice(2)).toEqual(['early delivered', 'late delivered']);
});

test('a receipt comes by itself, and counts as under way until then', async () => {
  const came = new Promise<void>((resolve) => {
    receipts.expect({ channel: 'sms', to: 'a' }, () => {
      resolve();
    });
  });
  expect(receipts.busy()).toBe(true);
  // The alarm alone would not keep the process alive.
  const awake = setInterval(() => undefined, 1000);
  await came;
  clearInterval(awake);
  expect(receipts.busy()).toBe(false);
});

test.each([
  ['bounce@simulator.amazonses.com', 'undelivered'],
  ['bounce+label@simulator.amazonses.com', 'undelivered'],
  ['Complaint@simulator.amazonses.com', 'complaint'],
  ['suppressionlist@simulator.amazonses.com', 'undelivered'],
  ['success@simulator.amazonses.com', 'delivered'],
  ['bounce@example.org', 'delivered'],
])('an email to %s is %s', (to, outcome) => {
  send(to, 'email');
  clock.advance(1000);
  expect(heard).toEqual([`${to} ${outcome}`]);
});

test('one that cannot be issued holds up no other; after the stop none comes', () => {
  receipts.expect({ channel: 'sms', to: 'a' }, () => {
    throw new Error('no paper');
  });
  send('b');
  clock.advance(1000);
  expect(heard).toEqual(['b delivered']);
  expect(lines).toEqual(['A receipt could not be issued: Error: no paper']);
  send('c');
  receipts.stop();
  send('d');
  clock.advance(1000);
  expect(heard).toEqual(['b delivered']);
  expect(receipts.busy()).toBe(false);
});
