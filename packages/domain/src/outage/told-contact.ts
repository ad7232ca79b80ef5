import * as z from 'zod';
import { IsoInstant } from '../words/codes.ts';
import { Channel } from '../register/roster.ts';

/**
 * A contact of a practice in an outage, by one channel: the newest update meant for them, and what
 * became of it. An address is a keyed hash, never itself.
 */
export const ToldContact = z.strictObject({
  channel: Channel,
  recipient: z.string(),
  /** Name and role. */
  contact: z.string(),
  /** What tells this person from others of the practice. */
  person: z.string(),
  /** 0 for whom updates go to; 1 and on for those turned to when nobody answered. */
  turn: z.int().min(0),
  /** Of the newest message to them: an update goes out as turn 0, to whomever it is. */
  messageTurn: z.int().min(0),
  update: z.int().min(1),
  /** When the provider took it; absent where it took none. */
  acceptedAt: IsoInstant.optional(),
  /** When an update reached them, by the provider's receipt, and which. */
  delivered: z.strictObject({ update: z.int(), at: IsoInstant }).optional(),
  /** That an update did not reach them, which, and why. */
  undelivered: z
    .strictObject({
      update: z.int(),
      at: IsoInstant,
      reason: z.string(),
      /** Where it may pass, or may be an automatic reply: a delivery of the same outweighs it. */
      passing: z.literal(true).optional(),
    })
    .optional(),
});
/** A contact of a practice in an outage, by one channel. */
export type ToldContact = z.infer<typeof ToldContact>;

/**
 * What became of the newest update that a receipt speaks of: a refusal outweighs a delivery of the
 * same one, since a mailbox may take a message first and bounce it then.
 */
export function receiptOf({
  delivered,
  undelivered,
}: Pick<ToldContact, 'delivered' | 'undelivered'>): 'delivered' | 'undelivered' | 'none' {
  if (!undelivered) return delivered ? 'delivered' : 'none';
  const reached = delivered?.update ?? 0;
  const isLast = undelivered.passing ? undelivered.update > reached : undelivered.update >= reached;
  return isLast ? 'undelivered' : 'delivered';
}

/** Whether every contact who was to be told was not reached, as far as the receipts say. */
export function noneReached(told: readonly ToldContact[]): boolean {
  return told.length > 0 && told.every((each) => receiptOf(each) === 'undelivered');
}

/**
 * A contact as they are told now; what receipts said of earlier updates stays, and so does the turn
 * in which they were first turned to.
 */
export function toldNow(held: readonly ToldContact[], now: ToldContact): ToldContact {
  const before = held.find(
    ({ channel, recipient }) => channel === now.channel && recipient === now.recipient,
  );
  return { ...before, ...now, turn: before?.turn ?? now.turn };
}
