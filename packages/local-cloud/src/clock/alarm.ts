import type { Clock } from './clock.ts';

/** Something to do when the cloud's clock reaches a time. */
export interface Alarm {
  /**
   * Rings at that time, milliseconds since 1970 by the cloud's clock, unless it is set to ring
   * earlier.
   */
  at: (ms: number) => void;
  stop: () => void;
}

/** Node's timers hold no longer than this. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * An alarm that is not set yet. It rings once, at the earliest time it was set to, or at once if
 * that time has passed.
 */
export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let due = Infinity;
  let timer: NodeJS.Timeout | undefined;
  const check = (): void => {
    clearTimeout(timer);
    const left = due - clock.now();
    if (left <= 0) {
      due = Infinity;
      ring();
    } else if (left !== Infinity) {
      timer = setTimeout(check, Math.min(left, LONGEST_MS)).unref();
    }
  };
  const forget = clock.onAdvance(check);
  return {
    at(ms) {
      if (ms >= due) return;
      due = ms;
      check();
    },
    stop() {
      due = Infinity;
      clearTimeout(timer);
      forget();
    },
  };
}
