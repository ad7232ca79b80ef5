import { Refusal } from '../words/refusal.ts';

/**
 * How many outages, updates and notes one caller's organisation may write within
 * `WRITE_WINDOW_MS`: several times what a busy desk does, and too few to be felt by others.
 */
export const MOST_WRITES = 60;
/** Ten minutes, by the clock. */
export const WRITE_WINDOW_MS = 600_000;

/** When the window of a moment began; both in milliseconds since 1970. */
export function writeWindow(now: number): number {
  return now - (now % WRITE_WINDOW_MS);
}

/** Throws `too-many-writes`, with when to try again, where this many are written in this window. */
export function requireWritesLeft(written: number, now: number): void {
  if (written < MOST_WRITES) return;
  const ends = writeWindow(now) + WRITE_WINDOW_MS;
  throw new Refusal(
    'too-many-writes',
    `Your organisation has written ${MOST_WRITES} outages, updates and notes in ten minutes, as many as it may`,
    [],
    { retryAfterSeconds: Math.max(1, Math.ceil((ends - now) / 1000)) },
  );
}
