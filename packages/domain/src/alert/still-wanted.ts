import type { AlertedPractice } from '../outage/alerted-practice.ts';
import type { Outage, OutageUpdate } from '../outage/outage.ts';
import { answersSince } from '../outage/chase.ts';
import type { Channel } from '../register/roster.ts';
import { channelsFor } from './channels.ts';

/** An alert on its way, and all that has been said of its outage since. */
export interface AlertOnItsWay {
  outage: Pick<Outage, 'status' | 'lastUpdate' | 'reopenedAt'>;
  /** Whose turn it is: 1 and on who is turned to because nobody has answered. */
  turn: number;
  update: OutageUpdate;
  /** Every update of the outage, oldest first. */
  updates: readonly OutageUpdate[];
  practice: Pick<AlertedPractice, 'firstSentAt' | 'replies' | 'chased'>;
  channel: Channel;
}

/**
 * Why an alert is not to be sent any more, for the record; undefined while it is wanted. Only the
 * newest update that goes by a channel is ever sent by it, nobody is told the end of what they
 * never heard of, and nobody further is turned to once somebody has answered, or has been rung.
 */
export function whyNotSent({
  outage,
  update,
  updates,
  practice,
  channel,
  turn,
}: AlertOnItsWay): string | undefined {
  if (turn > 0 && isHeard(outage, practice)) return 'Not sent: somebody had answered by then';
  const newest = updates.findLast(({ notify }) => channelsFor(notify, [channel]).length > 0);
  if (newest && newest.number > update.number)
    return `Not sent: update ${newest.number} came after it`;
  if (outage.status !== 'resolved') return undefined;
  if (update.number < outage.lastUpdate) return 'Not sent: the outage was over by then';
  const heard = practice.firstSentAt !== undefined || practice.replies.length > 0;
  return heard ? undefined : 'Not sent: it ended before this practice had heard of it';
}

/** Whether somebody has answered, or was rung, since the outage was declared or opened again. */
export function isHeard(
  { reopenedAt = '' }: Pick<Outage, 'reopenedAt'>,
  { replies, chased }: Pick<AlertedPractice, 'replies' | 'chased'>,
): boolean {
  return answersSince(replies, { reopenedAt }).length > 0 || (chased?.rungAt ?? '') > reopenedAt;
}
