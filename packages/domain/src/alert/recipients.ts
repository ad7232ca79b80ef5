import type { AlertedPractice } from '../outage/alerted-practice.ts';
import type { OutageUpdate } from '../outage/outage.ts';
import type { Channel } from '../register/roster.ts';
import { channelsFor } from './channels.ts';

/** One alert of a practice: the channels it goes by, and the one recipient it is for, if it is. */
interface Addressed {
  channels: Channel[];
  /** An update goes out as turn 0, to whomever it is. */
  turn: 0;
  to?: string;
}

/**
 * The alerts that an update is for one practice. It goes to one of its people by each channel; the
 * end of an outage goes to everybody who was told of it, so that nobody is left with the news that
 * it is down. `reachable` are the channels that reach it now, those of old where it is not hit any
 * more.
 */
export function recipientsOf(
  { channels, told }: Pick<AlertedPractice, 'channels' | 'told'>,
  { status, notify }: Pick<OutageUpdate, 'status' | 'notify'>,
  reachable: readonly Channel[] = channels,
): Addressed[] {
  const wanted = channelsFor(notify, reachable);
  if (wanted.length === 0) return [];
  const heard = told.filter(
    ({ channel, acceptedAt }) => acceptedAt !== undefined && wanted.includes(channel),
  );
  if (status !== 'resolved' || heard.length === 0) return [{ channels: wanted, turn: 0 }];
  return heard.map(({ channel, recipient }) => ({ channels: [channel], turn: 0, to: recipient }));
}
