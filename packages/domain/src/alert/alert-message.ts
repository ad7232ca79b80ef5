import * as z from 'zod';
import { IcbCode, OdsCode } from '../words/codes.ts';
import { OutageId } from '../outage/outage.ts';

/**
 * One alert as published to the alerts topic: which update, for which practice. No contact details.
 * What an earlier version said besides is passed over: its alerts may still be under way.
 */
export const AlertMessage = z.object({
  icb: IcbCode,
  outage: OutageId,
  update: z.int().min(1),
  odsCode: OdsCode,
  /** Whose turn it is: 0 whom updates go to, 1 and on who is turned to when nobody answers. */
  turn: z.int().min(0).default(0),
  /** The one recipient it is for (a keyed hash): whoever was told hears the end. */
  to: z.string().optional(),
});
/** One alert as published to the alerts topic. */
export type AlertMessage = z.infer<typeof AlertMessage>;
