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
});
/** One alert as published to the alerts topic. */
export type AlertMessage = z.infer<typeof AlertMessage>;
