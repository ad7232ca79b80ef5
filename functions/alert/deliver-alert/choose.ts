import { createHmac } from 'node:crypto';
import type { AlertMessage, Candidate } from '@registry/domain';
import { contactsInOrder, contactToTell, touchesEmail } from '@registry/domain';
import type { Delivering } from './delivering.ts';
import type { Gathered } from './gather.ts';

/** The contact whom an alert is for, on the channel; undefined where there is none. */
export function choose(
  { channel, now }: Pick<Delivering, 'channel' | 'now'>,
  { record, practice }: Gathered,
  alert: AlertMessage,
): Candidate | undefined {
  if (!record) return undefined;
  const emailTouched = touchesEmail(practice.impacts);
  const candidates = contactsInOrder(record, { channel, emailTouched, at: now() }).map((each) => ({
    ...each,
    recipient: recipientOf(alert, each.address),
    personKey: personIn(alert, each.person),
  }));
  if (alert.to !== undefined) return candidates.find(({ recipient }) => recipient === alert.to);
  return contactToTell(candidates, practice, { channel, ...alert });
}

/**
 * What stands for an address in keys: keyed by the outage, so that it tells nothing across outages.
 */
function recipientOf({ outage }: AlertMessage, address: string): string {
  return createHmac('sha256', outage).update(address).digest('hex').slice(0, 16);
}

/**
 * What tells people of one practice apart: the same in all of its outages, so that an answer to one
 * that counts for another is still one person's.
 */
function personIn({ icb, odsCode }: AlertMessage, addresses: string): string {
  return createHmac('sha256', `${icb} ${odsCode}`).update(addresses).digest('hex').slice(0, 16);
}
