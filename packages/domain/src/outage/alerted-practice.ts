import * as z from 'zod';
import { Effect } from '../catalogue/dependency.ts';
import { IsoInstant, OdsCode } from '../words/codes.ts';
import { Channel } from '../register/roster.ts';
import { ReplyGiven } from './answers.ts';
import { ToldContact } from './told-contact.ts';

/** What the ICB's people do by telephone. */
export const Chased = z.strictObject({
  /** Who is ringing it, and since when. */
  claimedBy: z.string().optional(),
  claimedAt: IsoInstant.optional(),
  /** Who rang it last without an answer, when, and how often somebody has. */
  rungBy: z.string().optional(),
  rungAt: IsoInstant.optional(),
  times: z.int().default(0),
});
/** What the ICB's people do by telephone. */
export type Chased = z.infer<typeof Chased>;

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
  /** Each contact by each channel, and what became of the newest update for them. */
  told: z.array(ToldContact).default([]),
  /** How many people of it messages can reach; absent in what earlier releases kept. */
  people: z.int().optional(),
  /** Whose turn it is when nobody answers, 0 the first, and since when. */
  turn: z.strictObject({ number: z.int().min(0), at: IsoInstant }).optional(),
  /** Patients registered with it, where a list size is published. */
  listSize: z.int().nullable().optional(),
  chased: Chased.optional(),
  replies: z.array(ReplyGiven),
});
/** A practice in an outage. */
export type AlertedPractice = z.infer<typeof AlertedPractice>;
