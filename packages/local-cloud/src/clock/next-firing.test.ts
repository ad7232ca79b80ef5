import { expect, test } from '@jest/globals';
import { readNextFiring } from './next-firing.ts';

test.each([
  ['rate(1 minute)', '2026-08-01T02:30:00.000Z', '2026-08-01T02:31:00.000Z'],
  ['cron(30 2 * * ? *)', '2026-08-01T02:29:59.999Z', '2026-08-01T02:30:00.000Z'],
  ['cron(30 2 * * ? *)', '2026-08-01T02:30:00.000Z', '2026-08-02T02:30:00.000Z'],
  ['cron(30 2 * * ? *)', '2026-08-31T23:00:00.000Z', '2026-09-01T02:30:00.000Z'],
  ['cron(0 0 * * ? *)', '2026-12-31T12:00:00.000Z', '2027-01-01T00:00:00.000Z'],
])('%s after %s fires at %s', (expression, after, at) => {
  expect(new Date(readNextFiring(expression)(Date.parse(after))).toISOString()).toBe(at);
});

test.each([
  'cron(60 2 * * ? *)',
  'cron(0 24 * * ? *)',
  'cron(0 9 ? * MON *)',
  'cron(0/5 * * * ? *)',
])('%s is refused', (expression) => {
  expect(() => readNextFiring(expression)).toThrow(`does not know the schedule ${expression}`);
});
