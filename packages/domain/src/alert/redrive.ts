import type { AlertedPractice } from '../outage/alerted-practice.ts';
import type { Outage, OutageUpdate } from '../outage/outage.ts';
import { noneReached } from '../outage/told-contact.ts';
import { channelsFor } from './channels.ts';
import { usesOf } from '../outage/answers.ts';

/** The newest update that anybody is told of; undefined where nobody is. */
export function newestTold<Update extends Pick<OutageUpdate, 'notify'>>(
  updates: readonly Update[],
): Update | undefined {
  return updates.findLast(({ notify }) => notify !== 'none');
}

/**
 * The practices of which nothing says that they were told of the newest update, though messages
 * reach them: their alerts may lie among the dead letters, or be lost. Nobody is told twice by
 * sending them again: what was sent is recorded. What the provider says will never arrive is left
 * out; so is, after the end, who never heard of it.
 */
export function notTold(
  outage: Pick<Outage, 'status'>,
  newest: Pick<OutageUpdate, 'number' | 'notify'> | undefined,
  practices: readonly AlertedPractice[],
): AlertedPractice[] {
  if (!newest) return [];
  return practices.filter(
    ({ toldUpdate = 0, channels, state, replies, told, firstSentAt }) =>
      toldUpdate < newest.number &&
      channelsFor(newest.notify, channels).length > 0 &&
      (state !== 'unknown' || usesOf(replies) !== 'no') &&
      !noneReached(told) &&
      (outage.status !== 'resolved' || firstSentAt !== undefined),
  );
}
