import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHeap } from './heap.ts';

test('gives what was put in, the best first, however puts and takes alternate', () => {
  const acts = fc.array(fc.option(fc.nat(20), { freq: 2 }), { maxLength: 60 });
  fc.assert(
    fc.property(acts, (all) => {
      const heap = createHeap<number>((a, b) => a - b);
      const plain: number[] = [];
      for (const act of all) {
        if (act === null) {
          plain.sort((a, b) => a - b);
          expect(heap.pop()).toBe(plain.shift());
        } else {
          heap.push(act);
          plain.push(act);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('takes no more than twice as many comparisons as it has levels', () => {
  let comparisons = 0;
  const heap = createHeap<number>((a, b) => {
    comparisons += 1;
    return a - b;
  });
  const count = 1023;
  // The worst order to put in: each rises to the top.
  for (let value = count; value > 0; value -= 1) heap.push(value);
  expect(comparisons).toBeLessThanOrEqual(count * 9);
  comparisons = 0;
  while (heap.pop() !== undefined);
  expect(comparisons).toBeLessThanOrEqual(count * 2 * 9);
});
