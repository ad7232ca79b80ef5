import { describe, expect, test } from '@jest/globals';
import { newProducts, questions } from './exposure-questions.ts';

describe('new questions', () => {
  test('of 15 rounds of all questions no two name the same products, nor what the turns name', () => {
    const turns = questions.flatMap(({ products }) => products);
    const before = new Set(turns.map((set) => set.toSorted().join(' ')));
    const asked = Array.from({ length: 15 * questions.length }, (_, count) => {
      const question = questions[count % questions.length]!;
      return newProducts(question, count).toSorted().join(' ');
    });
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.filter((set) => before.has(set))).toEqual([]);
  });
});
