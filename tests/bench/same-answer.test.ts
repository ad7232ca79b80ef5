import { describe, expect, test } from '@jest/globals';
import { firstDifference } from './same-answer.ts';

describe('firstDifference', () => {
  test('keys in another order, and fields that are left out, are no difference', () => {
    const ours = { asOf: '07:15', totals: { hit: 1, unknown: 2 }, practices: [{ pcn: null }] };
    const peers = { totals: { unknown: 2, hit: 1 }, practices: [{ pcn: null }], asOf: '07:16' };
    expect(firstDifference(ours, peers, ['asOf'])).toBeUndefined();
  });

  test.each([
    ['a number deep within', { a: [{ hit: 3 }] }, { a: [{ hit: 4 }] }, '$.a[0].hit: 3 and 4'],
    ['a field that one lacks', { a: 1, said: null }, { a: 1 }, '$.said: null and nothing'],
    ['a list that is longer', { a: [1] }, { a: [1, 2] }, '$.a.length: 1 and 2'],
    ['a list in another order', [1, 2], [2, 1], '$[0]: 1 and 2'],
    ['an object against a list', { a: {} }, { a: [] }, '$.a: {} and []'],
  ])('%s', (_, one, other, difference) => {
    expect(firstDifference(one, other, [])).toBe(difference);
  });
});
