import { describe, expect, test } from '@jest/globals';
import { timeAhead, timeGoneBy } from './time-ahead.ts';

const from = (typed: string, now: string) => timeAhead(typed, new Date(now));

describe('a time typed at the desk', () => {
  test('is today’s in London, in summer and in winter', () => {
    expect(from('10:30', '2024-07-19T06:45:00Z')).toBe('2024-07-19T09:30:00.000Z');
    expect(from('9.05', '2026-01-09T08:00:00Z')).toBe('2026-01-09T09:05:00.000Z');
  });

  test('that has gone by is refused, naming what tomorrow’s would be, never moved there', () => {
    const elevenOClock = '2024-07-19T10:00:00Z';
    expect(() => from('10:30', elevenOClock)).toThrow(
      '10:30 has gone by: it is 11:00. For tomorrow, Saturday 20 July 2024, type 2024-07-20T10:30.',
    );
    expect(from('2024-07-20T10:30', elevenOClock)).toBe('2024-07-20T09:30:00.000Z');
    expect(() => from('11:00', elevenOClock)).toThrow('gone by');
    expect(() => from('00:15', '2024-07-19T22:50:00Z')).toThrow('type 2024-07-20T00:15');
    expect(from('00:15', '2024-07-19T23:10:00Z')).toBe('2024-07-19T23:15:00.000Z');
  });

  test('may be so long from now', () => {
    expect(from('+45m', '2024-07-19T06:45:30Z')).toBe('2024-07-19T07:30:00.000Z');
    expect(from('+2h', '2024-07-19T22:45:00Z')).toBe('2024-07-20T00:45:00.000Z');
    expect(() => from('+0m', '2024-07-19T22:45:00Z')).toThrow('gone by');
  });

  test('where the clocks go back comes twice, and where they go forward not at all', () => {
    expect(from('01:30', '2026-10-25T00:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(from('01:30', '2026-10-25T00:45:00Z')).toBe('2026-10-25T01:30:00.000Z');
    expect(() => from('00:10', '2026-10-24T23:15:00Z')).toThrow('type 2026-10-26T00:10');
    expect(() => from('01:30', '2026-03-29T00:00:00Z')).toThrow('type 2026-03-30T01:30');
  });

  test('may be a whole moment: London’s, or as its offset says', () => {
    const now = '2026-08-01T07:00:00Z';
    expect(from('2026-08-01T10:30', now)).toBe('2026-08-01T09:30:00.000Z');
    expect(from('2026-08-01T10:30:00Z', now)).toBe('2026-08-01T10:30:00.000Z');
    expect(from('2026-08-01T10:30+02:00', now)).toBe('2026-08-01T08:30:00.000Z');
  });

  test('is refused when it is no time, or has gone by', () => {
    const now = '2026-08-01T07:00:00Z';
    for (const typed of ['soon', '25:00', '2026-13-01T10:30', '2026-02-30T10:30'])
      expect(() => from(typed, now)).toThrow('such as 10:30');
    expect(() => from('2026-07-31T10:30', now)).toThrow('gone by');
  });
});

test('a time gone by is today’s in London, and never one still ahead', () => {
  const gone = (typed: string) => timeGoneBy(typed, new Date('2024-07-19T06:45:00Z'));
  expect(gone('7:15')).toBe('2024-07-19T06:15:00.000Z');
  expect(gone('2024-07-18T23:50')).toBe('2024-07-18T22:50:00.000Z');
  expect(() => gone('07:46')).toThrow('that has gone by');
  expect(() => gone('+5m')).toThrow('that has gone by');
  expect(() => gone('soon')).toThrow('that has gone by');
});
