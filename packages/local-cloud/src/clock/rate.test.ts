import { expect, test } from '@jest/globals';
import { readRate } from './rate.ts';

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(5 minutes)', 300_000],
  ['rate(2 hours)', 7_200_000],
  ['rate(1 day)', 86_400_000],
])('%s', (expression, ms) => {
  expect(readRate(expression)).toBe(ms);
});

test.each(['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'hourly'])(
  '%s is refused as AWS does, or because it is not known here',
  (expression) => {
    expect(() => readRate(expression)).toThrow(`does not know the schedule ${expression}`);
  },
);
