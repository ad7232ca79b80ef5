import { expect, test } from '@jest/globals';
import type { Dependency } from '../catalogue/dependency.ts';
import { ProductId } from '../catalogue/product.ts';
import { affectedBy, chainOf, compareCauses } from './cause.ts';
import { spread, stepsOf } from './spread.ts';

/** What stopped alerting for 21 minutes: 115 products of 50 dependencies each. */
const [products, dependenciesEach] = [115, 50];
const idOf = (index: number) => ProductId.parse(`z01.p${String(index).padStart(3, '0')}`);
const needs = (from: ProductId, need: ProductId): Dependency => ({
  from,
  needs: [need],
  effect: 'unavailable',
  evidence: [{ title: 'Made up' }],
  advice: [],
});
/** Each needs the fifty before it, so that each is reached by fifty ways of many lengths. */
const worst = Array.from({ length: products }, (_, index) => index).flatMap((index) =>
  Array.from({ length: Math.min(index, dependenciesEach) }, (_, back) =>
    needs(idOf(index), idOf(index - 1 - back)),
  ),
);

/** How often two causes are compared to follow an outage of the first product. */
function comparisonsIn(dependencies: readonly Dependency[]): number {
  let comparisons = 0;
  const counting: typeof compareCauses = (a, b) => {
    comparisons += 1;
    return compareCauses(a, b);
  };
  const affected = new Map([[idOf(0), affectedBy(idOf(0), 'unavailable')]]);
  const nowhere = { world: new Map(), sure: new Map() };
  const touched = spread(affected, stepsOf(dependencies), nowhere, counting);
  expect(touched.size).toBe(products);
  expect(chainOf(touched.get(idOf(114))!)).toEqual([0, 14, 64, 114].map(idOf));
  return comparisons;
}

test('the worst catalogue takes a few comparisons for each dependency, whatever their order', () => {
  const most = worst.length * (1 + Math.ceil(Math.log2(products)));
  expect(comparisonsIn(worst)).toBeLessThan(most);
  expect(comparisonsIn(worst.toReversed())).toBeLessThan(most);
});
