/** A repeatable source of chance: the same seed always gives the same draws. Not for secrets. */
export interface Random {
  /** Whole number from `low` to `high`, both included. */
  whole: (low: number, high: number) => number;
  /** True with this probability, 0 to 1. */
  chance: (probability: number) => boolean;
  /** One of these, each as likely as the next; throws RangeError when there are none. */
  pick: <T>(from: readonly T[]) => T;
  /** One of these pairs' values, as likely as its weight; throws RangeError when there are none. */
  weighted: <T>(from: readonly (readonly [T, number])[]) => T;
  /** Number from 0 up to, not including, 1. */
  fraction: () => number;
}

/**
 * Draws from `seed`, a 32-bit whole number. Source of the mixing: mulberry32 by Tommy Ettinger,
 * public domain.
 */
export function createRandom(seed: number): Random {
  let state = seed;
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number) => low + Math.floor(fraction() * (high - low + 1));
  return {
    fraction,
    whole,
    chance: (probability) => fraction() < probability,
    pick: (from) => chosen(from[whole(0, from.length - 1)]),
    weighted: (from) => {
      let left = fraction() * from.reduce((sum, [, weight]) => sum + weight, 0);
      return chosen(from.find(([, weight]) => (left -= weight) < 0) ?? from.at(-1))[0];
    },
  };
}

function chosen<T>(value: T | undefined): T {
  if (value === undefined)
    throw new RangeError('There is nothing to choose from: give at least one.');
  return value;
}
