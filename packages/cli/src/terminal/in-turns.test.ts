import { expect, test } from '@jest/globals';
import { inTurns } from './in-turns.ts';

test('never more at once than allowed, and every item once', async () => {
  let now = 0;
  let most = 0;
  const seen: number[] = [];
  await inTurns([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, ++now);
    await Promise.resolve();
    seen.push(item);
    now -= 1;
  });
  expect(most).toBe(3);
  expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('an error starts nothing further', async () => {
  const begun: number[] = [];
  const work = inTurns([1, 2, 3, 4, 5, 6], 2, async (item) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 1) throw new Error('refused');
  });
  await expect(work).rejects.toThrow('refused');
  expect(begun.length).toBeLessThan(5);
});
