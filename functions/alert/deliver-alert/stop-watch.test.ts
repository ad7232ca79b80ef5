import { expect, test } from '@jest/globals';
import type { Stop, Tenant } from '@registry/domain';
import { IcbCode } from '@registry/domain';
import { createStopWatch } from './stop-watch.ts';

const [nhsEngland, own, other] = ['X26', 'QZZ', 'QZY'].map((code) => IcbCode.parse(code)) as [
  IcbCode,
  IcbCode,
  IcbCode,
];

/** Switches in memory, and a clock that only the test moves. */
function world() {
  const state = {
    now: Date.parse('2026-11-20T10:00:00Z'),
    stops: [] as IcbCode[],
    looks: [] as (readonly Tenant[])[],
    broken: false,
  };
  const readStops = (tenants: readonly Tenant[]): Promise<Stop[]> => {
    state.looks.push(tenants);
    if (state.broken) return Promise.reject(new Error('socket hang up'));
    const at = new Date(state.now).toISOString();
    const held = state.stops.filter((icb) => tenants.some((tenant) => String(tenant) === icb));
    return Promise.resolve(held.map((icb) => ({ icb, reason: 'Wrong product.', at })));
  };
  const isStopped = createStopWatch({ readStops }, nhsEngland, () => new Date(state.now));
  return { state, isStopped };
}

test('an ICB is stopped by its own switch, and no other by that', async () => {
  const { state, isStopped } = world();
  state.stops = [own];
  expect(await Promise.all([own, other].map(isStopped))).toEqual([true, false]);
  expect(state.looks).toEqual([
    [nhsEngland, own],
    [nhsEngland, other],
  ]);
});

test('everybody is stopped by NHS England’s', async () => {
  const { state, isStopped } = world();
  state.stops = [nhsEngland];
  expect(await Promise.all([own, other].map(isStopped))).toEqual([true, true]);
});

test('a stop is seen two seconds after the last look at the latest, and so is its end', async () => {
  const { state, isStopped } = world();
  const after = (ms: number) => {
    state.now += ms;
    return isStopped(own);
  };
  expect(await after(0)).toBe(false);
  state.stops = [own];
  expect([await after(1999), await after(1)]).toEqual([false, true]);
  state.stops = [];
  expect([await after(1999), await after(1)]).toEqual([true, false]);
});

test('switches are looked at once in two seconds, however many messages ask', async () => {
  const { state, isStopped } = world();
  await Promise.all(Array.from({ length: 50 }, () => isStopped(own)));
  state.now += 1999;
  await isStopped(own);
  expect(state.looks).toHaveLength(1);
  await isStopped(other);
  expect(state.looks).toHaveLength(2);
});

test('asking again and again does not put off the next look', async () => {
  const { state, isStopped } = world();
  for (let asked = 0; asked < 10; asked += 1) {
    await isStopped(own);
    state.now += 500;
  }
  expect(state.looks).toHaveLength(3);
});

test('a clock that is set back does not hold an old look for long', async () => {
  const { state, isStopped } = world();
  await isStopped(own);
  state.stops = [own];
  state.now -= 3_600_000;
  expect(await isStopped(own)).toBe(true);
});

test('switches that cannot be read let nothing go, and are looked at again', async () => {
  const { state, isStopped } = world();
  state.broken = true;
  await expect(isStopped(own)).rejects.toThrow('socket hang up');
  state.broken = false;
  state.now += 2000;
  expect(await isStopped(own)).toBe(false);
});
