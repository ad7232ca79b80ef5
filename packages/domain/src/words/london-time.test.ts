import { expect, test } from '@jest/globals';
import {
  isInHours,
  londonDate,
  londonMoment,
  londonTime,
  londonTimeSeenAt,
} from './london-time.ts';

const at = (instant: string): Date => new Date(instant);

test('says times as London reads them, in summer and in winter', () => {
  expect(londonTime(at('2024-07-19T09:30:00Z'))).toBe('10:30');
  expect(londonTime(at('2026-11-22T09:30:00Z'))).toBe('09:30');
  expect(londonTime(at('2026-11-22T00:05:00Z'))).toBe('00:05');
  expect(londonMoment(at('2024-07-19T09:30:00Z'))).toBe('Friday 19 July 2024 at 10:30');
  expect(londonDate(at('2024-07-19T23:30:00Z'))).toBe('2024-07-20');
});

test('names the day only when it is another', () => {
  const now = at('2024-07-19T09:00:00Z');
  expect(londonTimeSeenAt(at('2024-07-19T09:30:00Z'), now)).toBe('10:30');
  expect(londonTimeSeenAt(at('2024-07-19T23:30:00Z'), now)).toBe('Saturday 20 July 2024 at 00:30');
});

test.each([
  ['opening on a summer Friday', '2026-07-17T07:00:00Z', true],
  ['a minute before', '2026-07-17T06:59:00Z', false],
  ['the last minute', '2026-07-17T17:29:59Z', true],
  ['half past six', '2026-07-17T17:30:00Z', false],
  ['a Saturday', '2026-07-18T11:00:00Z', false],
  ['a Sunday', '2026-07-19T11:00:00Z', false],
  ['Friday before the clocks go back, 07:30 UTC', '2026-10-23T07:30:00Z', true],
  ['Monday after the clocks went back, 07:30 UTC', '2026-10-26T07:30:00Z', false],
  ['Friday before the clocks go forward, 07:30 UTC', '2026-03-27T07:30:00Z', false],
  ['Monday after the clocks went forward, 07:30 UTC', '2026-03-30T07:30:00Z', true],
  ['Good Friday', '2026-04-03T11:00:00Z', false],
  ['the substitute for Boxing Day', '2026-12-28T11:00:00Z', false],
  ['the day after it', '2026-12-29T11:00:00Z', true],
])('in hours: %s', (_, instant, expected) => {
  expect(isInHours(at(instant))).toBe(expected);
});
