import { createHmac } from 'node:crypto';
import type { AlertMessage, Candidate, Tenant } from '@registry/domain';
import { contactsInOrder, contactToTell, touchesEmail } from '@registry/domain';
import { addressKeyOf } from '@registry/storage';
import type { Delivering } from './delivering.ts';
import type { Gathered } from './gather.ts';

/** The contact whom an alert is for, on the channel; undefined where there is none. */
export async function choose(
  { channel, now, flags }: Pick<Delivering, 'channel' | 'now' | 'flags'>,
  { record, practice }: Gathered,
  tenant: Tenant,
  alert: AlertMessage,
): Promise<Candidate | undefined> {
  if (!record) return undefined;
  const emailTouched = touchesEmail(practice.impacts);
  const candidates = contactsInOrder(record, { channel, emailTouched, at: now() }).map((each) => ({
    ...each,
    recipient: recipientOf(alert, each.address),
    personKey: personIn(alert, each.person),
  }));
  if (alert.to !== undefined) return candidates.find(({ recipient }) => recipient === alert.to);
  const marked = await withFlags({ flags }, candidates, tenant, alert);
  return contactToTell(marked, practice, { channel, ...alert });
}

/**
 * Candidates with what is known of their addresses: read only where there is a choice, and no alert
 * waits for it where it cannot be read.
 */
async function withFlags(
  { flags }: Pick<Delivering, 'flags'>,
  candidates: readonly Candidate[],
  tenant: Tenant,
  { odsCode }: AlertMessage,
): Promise<readonly Candidate[]> {
  if (candidates.length < 2) return candidates;
  const known = await flags
    .list(tenant, { first: odsCode, last: odsCode })
    .catch(() => new Map<string, never>());
  return candidates.map((each) =>
    known.has(addressKeyOf(tenant, odsCode, each.address)) ? { ...each, flagged: true } : each,
  );
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
