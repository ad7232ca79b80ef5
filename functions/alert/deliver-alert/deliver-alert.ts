import { createHash, createHmac } from 'node:crypto';
import type { AlertMessage, ChosenContact, Tenant } from '@registry/domain';
import { contactsInOrder, tenantOfItem, touchesEmail } from '@registry/domain';
import { PermanentFailure } from '@registry/messaging';
import { compose } from './compose.ts';
import type { Message } from './compose.ts';
import type { Delivering } from './delivering.ts';
import type { Gathered, Stories } from './gather.ts';
import { gather } from './gather.ts';
import { LEASE_MS } from './lease.ts';

/** The outage decides how long a link is good; after this its pointer is rubbish. */
const POINTER_SECONDS = 365 * 24 * 3600;

/** The tenant that an alert names, and what identifies the delivery within it. */
interface Delivery {
  tenant: Tenant;
  alert: AlertMessage;
  recipient: string;
}

/**
 * Delivers one alert to the contact whose turn it is: claims it with a lease, sends, records. Gives
 * what became of it, or until when another run has claimed it. Throws when something failed that
 * may pass: the alert is then to come again after the lease.
 */
export async function deliverAlert(
  delivering: Delivering,
  stories: Stories,
  alert: AlertMessage,
): Promise<string | { claimedUntil: string }> {
  const tenant = tenantOfItem(alert.icb);
  const gathered = await gather(delivering, stories, tenant, alert);
  const contact = choose(delivering, gathered);
  if (!contact) {
    await recordFailure(delivering, { tenant, alert, recipient: 'nobody' }, 'No contact to tell');
    return 'no contact';
  }
  const token = delivering.newToken();
  const message = compose(delivering, gathered, token, delivering.now());
  const delivery = { tenant, alert, recipient: recipientOf(alert, contact.address) };
  const claimed = await claim(delivering, delivery, contact, message, token);
  if (claimed === 'done-before') return 'done before';
  if (claimed !== 'claimed') return claimed;
  if (isStale(gathered)) {
    await record(delivering, delivery, { failure: 'Not sent: the outage was over by then' });
    return 'stale';
  }
  const heardBefore = gathered.practice.firstSentAt !== undefined;
  return send(delivering, delivery, contact, message, heardBefore);
}

function choose(
  { channel, now }: Delivering,
  { record, practice }: Gathered,
): ChosenContact | undefined {
  const emailTouched = touchesEmail(practice.impacts);
  return record && contactsInOrder(record, { channel, emailTouched, at: now() })[0];
}

/** An update that the end of the outage has overtaken. */
function isStale({ outage, update }: Gathered): boolean {
  return outage.status === 'resolved' && update.number < outage.lastUpdate;
}

/**
 * What stands for an address in keys: keyed by the outage, so that it tells nothing across outages.
 */
function recipientOf({ outage }: AlertMessage, address: string): string {
  return createHmac('sha256', outage).update(address).digest('hex').slice(0, 16);
}

function keyOf({ channel }: Delivering, { alert, recipient }: Delivery) {
  return { odsCode: alert.odsCode, update: alert.update, channel, recipient };
}

function claim(
  delivering: Delivering,
  delivery: Delivery,
  { name, role }: ChosenContact,
  message: Message,
  token: string,
) {
  const { tenant, alert } = delivery;
  const now = delivering.now();
  return delivering.deliveries.claim(tenant, alert.outage, {
    key: keyOf(delivering, delivery),
    contact: `${name}, ${role}`,
    text: message.kept,
    tokenHash: createHash('sha256').update(token).digest('hex'),
    now: now.toISOString(),
    leaseUntil: new Date(now.getTime() + LEASE_MS).toISOString(),
    expiresAt: Math.floor(now.getTime() / 1000) + POINTER_SECONDS,
  });
}

async function send(
  delivering: Delivering,
  delivery: Delivery,
  { address }: ChosenContact,
  { subject, text }: Message,
  heardBefore: boolean,
): Promise<string> {
  const { channel, sender, alerts, now } = delivering;
  try {
    const { providerId } = await (channel === 'sms'
      ? sender.sms(address, text)
      : sender.email(address, subject, text));
    const { tenant, alert } = delivery;
    // The delivery's own record comes last: until it is there, a repetition does all of this again.
    if (!heardBefore) {
      const at = now().toISOString();
      await alerts.markFirstSent(tenant, alert.outage, alert.odsCode, at);
    }
    await record(delivering, delivery, { providerId });
    return 'sent';
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    await recordFailure(delivering, delivery, error.message);
    return 'failed for good';
  }
}

/** Records that this delivery cannot be made, and that the practice has one that failed. */
async function recordFailure(
  delivering: Delivering,
  delivery: Delivery,
  failure: string,
): Promise<void> {
  const { tenant, alert } = delivery;
  const at = delivering.now().toISOString();
  await delivering.alerts.markFailed(tenant, alert.outage, alert.odsCode, at);
  await record(delivering, delivery, { failure });
}

function record(
  delivering: Delivering,
  delivery: Delivery,
  outcome: { providerId: string } | { failure: string },
): Promise<void> {
  const at = delivering.now().toISOString();
  return delivering.deliveries.record(
    delivery.tenant,
    delivery.alert.outage,
    keyOf(delivering, delivery),
    'providerId' in outcome ? { ...outcome, sentAt: at } : { ...outcome, failedAt: at },
  );
}
