import { describe, expect, test } from '@jest/globals';
import type { Severity } from '../outage/outage.ts';
import { ChasePlan, defaultChasePlan, isQuiet } from './chase-plan.ts';

const ten = { undeliveredAfter: 10, unansweredAfter: 15, ringAfter: 30 };

describe('a plan', () => {
  test('of which nothing is said has the usual minutes for every severity, and no quiet hours', () => {
    expect(defaultChasePlan).toEqual({ critical: ten, major: ten, minor: ten, quiet: null });
  });

  test('keeps what is said, and has the usual minutes for the rest', () => {
    const plan = ChasePlan.parse({
      minor: { ringAfter: 1440 },
      quiet: { from: '20:00', to: '07:00' },
    });
    expect(plan).toEqual({
      critical: ten,
      major: ten,
      minor: { ...ten, ringAfter: 1440 },
      quiet: { from: '20:00', to: '07:00' },
    });
  });

  test.each([
    ['no minutes', { critical: { ringAfter: 0 } }],
    ['more than a day', { critical: { ringAfter: 1441 } }],
    ['half a minute', { major: { undeliveredAfter: 1.5 } }],
    ['minutes in words', { minor: { unansweredAfter: '15' } }],
    ['a step that there is not', { minor: { askAfter: 15 } }],
    ['a severity that there is not', { grave: {} }],
    ['quiet hours without an end', { quiet: { from: '20:00' } }],
    ['a time after midnight’s end', { quiet: { from: '24:00', to: '07:00' } }],
    ['a time in another spelling', { quiet: { from: '8pm', to: '7:00' } }],
    ['a minute that no clock shows', { quiet: { from: '20:60', to: '07:00' } }],
  ])('is refused with %s', (_, plan) => {
    expect(ChasePlan.safeParse(plan).success).toBe(false);
  });

  test('is refused with the place, and what would be right', () => {
    const { error } = ChasePlan.safeParse({
      major: { ringAfter: 0 },
      quiet: { from: '20:00', to: '7' },
    });
    expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['major.ringAfter', 'should be whole minutes, 1 to 1440'],
      ['quiet.to', 'should be a time such as 20:00'],
    ]);
  });
});

describe('quiet hours', () => {
  const quietAt = (
    quiet: { from: string; to: string } | null,
    at: string,
    severity: Severity = 'major',
  ): boolean => isQuiet(ChasePlan.parse({ quiet }), severity, new Date(at));

  test('are never where a plan has none', () => {
    expect(quietAt(null, '2026-11-20T03:00:00Z')).toBe(false);
  });

  test.each([
    ['before they begin', '2026-11-20T19:59:59Z', false],
    ['as they begin', '2026-11-20T20:00:00Z', true],
    ['at midnight', '2026-11-21T00:00:00Z', true],
    ['until before they end', '2026-11-21T06:59:59Z', true],
    ['as they end', '2026-11-21T07:00:00Z', false],
  ])('go over midnight: %s', (_, at, isSo) => {
    expect(quietAt({ from: '20:00', to: '07:00' }, at)).toBe(isSo);
  });

  test.each([
    ['before they begin', '2026-11-20T11:59:00Z', false],
    ['within them', '2026-11-20T12:30:00Z', true],
    ['as they end', '2026-11-20T13:00:00Z', false],
  ])('lie within a day: %s', (_, at, isSo) => {
    expect(quietAt({ from: '12:00', to: '13:00' }, at)).toBe(isSo);
  });

  test('are by the clock in London, an hour earlier by UTC in summer', () => {
    const quiet = { from: '20:00', to: '07:00' };
    const atSeven = (day: string) => quietAt(quiet, `${day}T19:00:00Z`);
    expect([atSeven('2024-07-19'), atSeven('2024-12-19')]).toEqual([true, false]);
    const atSix = (day: string) => quietAt(quiet, `${day}T06:00:00Z`);
    expect([atSix('2024-07-20'), atSix('2024-12-20')]).toEqual([false, true]);
  });

  test('hold for what is major or minor, and never for what is critical', () => {
    const night = '2026-11-20T23:00:00Z';
    const quiet = { from: '20:00', to: '07:00' };
    const severities = ['critical', 'major', 'minor'] as const;
    expect(severities.map((severity) => quietAt(quiet, night, severity))).toEqual([
      false,
      true,
      true,
    ]);
  });
});
