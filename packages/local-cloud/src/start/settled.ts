import { setTimeout } from 'node:timers/promises';
import type { Deliveries } from './deliveries.ts';

/** Real milliseconds between two looks. */
const LOOK_MS = 5;

/**
 * Resolves when nothing moves by itself any more: no stream record is left, no message that a
 * function takes is visible or under way, no receipt or batch of log events is due within a
 * second, no function runs, and no topic holds a delivery back. What waits for the clock does not
 * count: messages that are delayed or hidden (also those a function has failed on, until their
 * visibility timeout), later receipts, retries and schedules.
 * @param held resolves when nothing is held back by a fault
 */
export async function settle(deliveries: Deliveries, held: () => Promise<void>): Promise<void> {
  for (;;) {
    await held();
    await deliveries.streamsDrained();
    if (!deliveries.busy()) {
      // A function that has just ended may have written, so this asks the streams once more.
      await deliveries.streamsDrained();
      if (!deliveries.busy()) return;
    }
    await setTimeout(LOOK_MS);
  }
}
