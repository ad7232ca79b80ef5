/** The cloud's time: the machine's clock plus an offset that tests move. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z by the cloud's clock. */
  now(): number;
  /** Moves the cloud's time on by so many milliseconds; a negative number moves it back. */
  advance(ms: number): void;
  /** Calls the listener after each move; the function it returns ends that. */
  onAdvance(listener: () => void): () => void;
}

/**
 * A clock whose offset, one signed 64-bit count of milliseconds, lies in memory that worker threads
 * can read.
 */
export function createClock(): Clock & { shared: SharedArrayBuffer } {
  const shared = new SharedArrayBuffer(8);
  const offset = new BigInt64Array(shared);
  const listeners = new Set<() => void>();
  return {
    shared,
    now: () => Date.now() + Number(Atomics.load(offset, 0)),
    advance: (ms) => {
      Atomics.add(offset, 0, BigInt(Math.round(ms)));
      for (const listener of listeners) listener();
    },
    onAdvance: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
