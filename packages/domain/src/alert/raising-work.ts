import * as z from 'zod';
import { IcbCode } from '../words/codes.ts';
import { OutageId } from '../outage/outage.ts';

const numbered = { outage: OutageId, update: z.int().min(1) };

/**
 * One ICB's part of raising updates, as a message on the raising queue: each is done by itself, so
 * that an ICB whose part is slow or broken costs no other.
 */
export const RaisingWork = z.discriminatedUnion('act', [
  /** Write the rows of an update of this ICB's, and publish its alerts. */
  z.object({ act: z.literal('raise'), icb: IcbCode, ...numbered }),
  /** Copy a national update into this ICB. */
  z.object({ act: z.literal('copy'), icb: IcbCode, ...numbered }),
  /** Publish the newest update's alerts again to whom it has not told, as far as is recorded. */
  z.object({ act: z.literal('redrive'), icb: IcbCode, outage: OutageId }),
  /** What the minute rule found left: these copies, and whatever is overdue in this ICB. */
  z.object({
    act: z.literal('catch-up'),
    icb: IcbCode,
    missing: z.array(z.object(numbered)),
  }),
]);
/** One ICB's part of raising updates. */
export type RaisingWork = z.infer<typeof RaisingWork>;
