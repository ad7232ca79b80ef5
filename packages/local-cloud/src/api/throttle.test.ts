import { expect, test } from '@jest/globals';
import { createThrottle } from './throttle.ts';

test('a burst passes, then as many a second as the rate, each route by itself', () => {
  let now = 0;
  const passes = createThrottle(() => now);
  const limit = { rate: 2, burst: 3 };
  const pass = (key: string): boolean => passes(key, limit);
  expect([pass('a'), pass('a'), pass('a'), pass('a')]).toEqual([true, true, true, false]);
  expect(pass('b')).toBe(true);
  now = 500;
  expect([pass('a'), pass('a')]).toEqual([true, false]);
});
