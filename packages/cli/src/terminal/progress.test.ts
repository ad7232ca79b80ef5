import { expect, test } from '@jest/globals';
import { tenthReached } from './progress.ts';

test('a line for each tenth, once, however the steps fall', () => {
  const lines = (total: number) =>
    Array.from({ length: total }, (_, done) => tenthReached(done, done + 1, total)).filter(
      (percent) => percent !== undefined,
    );
  expect(lines(36)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  expect(lines(3)).toEqual([30, 60, 100]);
  expect(tenthReached(0, 0, 0)).toBeUndefined();
});
