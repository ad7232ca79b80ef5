import * as z from 'zod';
import { Effect } from '../catalogue/dependency.ts';
import { IsoInstant, OdsCode } from '../words/codes.ts';
import { Channel } from '../register/roster.ts';
import { ReplyGiven } from './answers.ts';

/** A practice in an outage, as the alerts table has it. */
export const AlertedPractice = z.strictObject({
  odsCode: OdsCode,
  name: z.string(),
  /** Where it is not known whether it uses what is in trouble; absent where it is hit. */
  state: z.literal('unknown').optional(),
  /** At its worst; of no meaning where the state is not known. */
  effect: Effect,
  /** Chains by which it is hit, as exposure explained them when it was raised. */
  impacts: z.array(
    z.strictObject({
      role: z.string(),
      product: z.string(),
      effect: Effect,
      because: z.array(z.string()),
      advice: z.array(z.string()),
    }),
  ),
  /** Public switchboard, for ringing. */
  switchboard: z.string().optional(),
  channels: z.array(Channel),
  /** Number of the latest update published for it. */
  publishedUpdate: z.int().min(0),
  publishedAt: IsoInstant.optional(),
  firstSentAt: IsoInstant.optional(),
  /** Number of the latest update that a provider took for it. */
  toldUpdate: z.int().min(1).optional(),
  failedAt: IsoInstant.optional(),
  /** Since when the provider takes no message for it, and what it says; absent once it does. */
  waiting: z.strictObject({ since: IsoInstant, reason: z.string() }).optional(),
  replies: z.array(ReplyGiven),
});
/** A practice in an outage. */
export type AlertedPractice = z.infer<typeof AlertedPractice>;
