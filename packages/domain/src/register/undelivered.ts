import * as z from 'zod';
import { IsoInstant } from '../words/codes.ts';
import { Channel } from './roster.ts';

/** That messages do not arrive at an address, by the last that providers said, and since when. */
export const Undelivered = z.strictObject({
  channel: Channel,
  /** In words that hold no address. */
  reason: z.string(),
  at: IsoInstant,
});
/** That messages do not arrive at an address. */
export type Undelivered = z.infer<typeof Undelivered>;
