/** Things waiting for their turn, the best first. */
export interface Heap<T> {
  push(one: T): void;
  /** Takes out the best; undefined when nothing is left. */
  pop(): T | undefined;
}

/**
 * A binary heap: both acts take as many comparisons as there are levels, at most two a level.
 * `compare` is negative when the first comes first.
 */
export function createHeap<T>(compare: (a: T, b: T) => number): Heap<T> {
  const held: T[] = [];

  /** The place of the better of two; the first where the second is not there. */
  function better(one: number, other: number): number {
    const [a, b] = [held[one], held[other]];
    return a !== undefined && b !== undefined && compare(b, a) < 0 ? other : one;
  }

  /** Exchanges two places unless the upper holds the better; true when it did. */
  function exchange(upper: number, lower: number): boolean {
    const [a, b] = [held[upper], held[lower]];
    if (a === undefined || b === undefined || compare(b, a) >= 0) return false;
    held[upper] = b;
    held[lower] = a;
    return true;
  }

  return {
    push(one) {
      held.push(one);
      let place = held.length - 1;
      while (place > 0 && exchange((place - 1) >> 1, place)) place = (place - 1) >> 1;
    },
    pop() {
      const [best] = held;
      const last = held.pop();
      if (held.length === 0 || last === undefined) return best;
      held[0] = last;
      let place = 0;
      let child = better(1, 2);
      while (exchange(place, child)) {
        place = child;
        child = better(2 * place + 1, 2 * place + 2);
      }
      return best;
    },
  };
}
