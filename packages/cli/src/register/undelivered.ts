import type { Undelivered } from '@registry/domain';
import { londonDate } from '@registry/domain';
import { plainText, ukDate } from '../terminal/wording.ts';

/** What a channel carries, as people call it. */
export const carried = { sms: 'texts', email: 'emails' } as const;

/** `texts do not arrive: the holder has opted out of messages, since 19 July 2024`. */
export function describeUndelivered(undelivered: Undelivered): string {
  const { channel, reason } = undelivered;
  const why = plainText(reason);
  const said = `${why.charAt(0).toLowerCase()}${why.slice(1)}`;
  return `${carried[channel]} do not arrive: ${said}, since ${sinceWhen(undelivered)}`;
}

/** The day in London since which they do not: `19 July 2024`. */
export function sinceWhen({ at }: Undelivered): string {
  return ukDate(londonDate(new Date(at)));
}
