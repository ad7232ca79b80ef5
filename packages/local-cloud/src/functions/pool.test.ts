import { expect, jest, test } from '@jest/globals';
import type { Instance } from './instance.ts';
import { createPool } from './pool.ts';

/** A pool of instances that only count, and those that are not stopped. */
function counting() {
  const running = new Set<Instance>();
  const start = (): Instance => {
    const instance: Instance = {
      invoke: () => Promise.resolve({ ok: true, payload: '{}' }),
      alive: () => running.has(instance),
      usableUntil: Infinity,
      stop: () => {
        running.delete(instance);
        return Promise.resolve();
      },
    };
    running.add(instance);
    return instance;
  };
  return { running, pool: createPool(start, (instance) => instance.alive(), 4, 60_000) };
}

test('instances without work for a minute are stopped, and the next event starts another', async () => {
  jest.useFakeTimers();
  const { running, pool } = counting();
  await Promise.all(['a', 'b', 'c'].map((event) => pool.invoke(event)));
  expect(running.size).toBe(3);
  jest.advanceTimersByTime(40_000);
  await pool.invoke('d');
  jest.advanceTimersByTime(40_000);
  expect(running.size).toBe(1);
  jest.advanceTimersByTime(20_000);
  expect(running.size).toBe(0);
  await pool.invoke('e');
  expect(running.size).toBe(1);
  await pool.kill();
  expect(running.size).toBe(0);
  jest.useRealTimers();
});
