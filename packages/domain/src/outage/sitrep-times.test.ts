import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quartersBetween } from './sitrep-times.ts';

const QUARTER_MS = 15 * 60_000;
const between = (from: string, to: string) =>
  quartersBetween(new Date(from), new Date(to)).map((at) => at.toISOString());

test('none before the first quarter of an hour, and both ends where they are quarters', () => {
  expect(between('2024-07-19T07:46:00Z', '2024-07-19T07:59:59Z')).toEqual([]);
  expect(between('2024-07-19T07:45:00Z', '2024-07-19T08:00:00Z')).toEqual([
    '2024-07-19T07:45:00.000Z',
    '2024-07-19T08:00:00.000Z',
  ]);
});

test('96 quarters at most: then every second, fourth, eighth', () => {
  expect(between('2024-07-19T00:00:00Z', '2024-07-19T23:45:00Z')).toHaveLength(96);
  const wider = between('2024-07-19T00:00:00Z', '2024-07-20T00:00:00Z');
  expect([wider.length, wider[1]]).toEqual([49, '2024-07-19T00:30:00.000Z']);
  expect(between('2024-07-19T00:01:00Z', '2034-07-19T00:01:00Z').length).toBeLessThanOrEqual(96);
});

test('always within, in order, and quarters of the clock', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000_000_000), fc.nat(400 * 24 * 60 * 60_000), (start, length) => {
      const moments = quartersBetween(new Date(start), new Date(start + length));
      expect(moments.length).toBeLessThanOrEqual(96);
      let before = start - 1;
      for (const moment of moments) {
        expect(moment.getTime() % QUARTER_MS).toBe(0);
        expect(moment.getTime()).toBeGreaterThan(before);
        before = moment.getTime();
      }
      expect(before).toBeLessThanOrEqual(start + length);
    }),
  );
});
