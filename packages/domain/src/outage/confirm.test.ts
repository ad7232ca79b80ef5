import { describe, expect, test } from '@jest/globals';
import { OdsCode } from '../words/codes.ts';
import { repeatsAmong, requireConfirmation, requireRepeatConfirmed, toConfirm } from './confirm.ts';
import { declared } from './outage.fixture.ts';
import type { Notify } from './outage.ts';

const { totals } = declared({});
const told = (notify: Notify, hit: number) => ({ notify, totals: { ...totals, hit } });

describe('the number to repeat', () => {
  test.each<[string, Notify, ReturnType<typeof told>[], number, number | undefined]>([
    ['is needed above fifty', 'all', [], 51, 51],
    ['is not for fifty', 'all', [], 50, undefined],
    ['is not where nobody is told', 'none', [], 900, undefined],
    ['is needed by an update that is the first to tell', 'all', [told('none', 175)], 175, 175],
    ['is not by one that tells the same', 'all', [told('all', 175)], 175, undefined],
    ['is needed by the first that texts', 'all', [told('email', 175)], 175, 175],
    ['is not by email after all', 'email', [told('all', 175)], 175, undefined],
    [
      'is needed where many are newly hit, whoever was told before',
      'all',
      [told('all', 100), told('none', 160)],
      160,
      160,
    ],
    ['is not where few are', 'all', [told('all', 100), told('all', 90)], 150, undefined],
  ])('%s', (_, notify, before, hit, wanted) => {
    expect(toConfirm({ notify }, before, hit)).toBe(wanted);
  });

  test('counts those unknown who are asked, before as now', () => {
    const before = [{ notify: 'all' as const, totals: { ...totals, hit: 10, unknown: 80 } }];
    const asking = { notify: 'all' as const, include: ['unknown' as const] };
    expect(toConfirm(asking, [], 90)).toBe(90);
    expect(toConfirm(asking, before, 90)).toBeUndefined();
    expect(toConfirm({ notify: 'all' }, before, 90)).toBe(90);
  });

  test('must be that very number', () => {
    const faulty = { code: 'confirmation-needed', errors: [{ path: 'confirmPractices' }] };
    for (const given of [undefined, 50, 52]) {
      expect(() => {
        requireConfirmation(given, 51);
      }).toThrow(expect.objectContaining({ ...faulty, errors: [expect.anything()] }));
    }
    expect(() => {
      requireConfirmation(51, 51);
      requireConfirmation(9, undefined);
    }).not.toThrow();
  });
});

describe('a fourth message within ten minutes', () => {
  const [one, two] = [OdsCode.parse('A99001'), OdsCode.parse('A99002')];

  test('counts those who had three, whatever they were about', () => {
    const sets = [new Set([one, two]), new Set([one]), new Set([one, two])];
    expect(repeatsAmong([one, two], sets)).toBe(1);
    expect(repeatsAmong([two], sets)).toBe(0);
    expect(repeatsAmong([one, two], sets.slice(1))).toBe(0);
  });

  test('must be confirmed, by the field that the refusal names', () => {
    const ask = (given: true | undefined, repeats: number) => () => {
      requireRepeatConfirmed(given, repeats);
    };
    expect(ask(undefined, 2)).toThrow(
      expect.objectContaining({
        code: 'repeat-confirmation-needed',
        errors: [{ path: 'confirmRepeat', message: expect.stringContaining('true') }],
      }),
    );
    expect(ask(true, 2)).not.toThrow();
    expect(ask(undefined, 0)).not.toThrow();
  });
});
