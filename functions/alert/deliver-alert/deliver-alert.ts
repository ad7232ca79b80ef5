import { createHash, createHmac } from 'node:crypto';
import type { AlertedPractice, AlertMessage, ChosenContact, Tenant } from '@registry/domain';
import { contactsInOrder, tenantOfItem, touchesEmail, whyNotSent } from '@registry/domain';
import { PermanentFailure } from '@registry/messaging';
import { compose } from './compose.ts';
import type { Message } from './compose.ts';
import type { Delivering } from './delivering.ts';
import type { Gathered, Stories } from './gather.ts';
import { gather } from './gather.ts';
import { LEASE_MS } from './lease.ts';
import { kindOf, NotTaken } from './not-taken.ts';

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
 * may pass, `NotTaken` where that was the provider: the alert is then to come after the lease.
 */
export async function deliverAlert(
  delivering: Delivering,
  stories: Stories,
  alert: AlertMessage,
): Promise<string | { claimedUntil: string }> {
  const tenant = tenantOfItem(alert.icb);
  const gathered = await gather(delivering, stories, tenant, alert);
  const { outage, practice } = gathered;
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
  const why = whyNotSent({ ...gathered, channel: delivering.channel });
  if (why !== undefined) {
    // What a later update has overtaken goes out with that; after the end nothing does, nor waits.
    await (outage.status === 'resolved'
      ? recordFailure(delivering, delivery, why)
      : record(delivering, delivery, { failure: why }));
    return 'not wanted';
  }
  return send(delivering, delivery, contact, message, practice);
}

function choose(
  { channel, now }: Delivering,
  { record, practice }: Gathered,
): ChosenContact | undefined {
  const emailTouched = touchesEmail(practice.impacts);
  return record && contactsInOrder(record, { channel, emailTouched, at: now() })[0];
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

function keyOf({ channel }: Delivering, { alert, recipient }: Delivery) {
  return { odsCode: alert.odsCode, update: alert.update, channel, recipient };
}

function claim(
  delivering: Delivering,
  delivery: Delivery,
  { name, role, person }: ChosenContact,
  message: Message,
  token: string,
) {
  const { tenant, alert } = delivery;
  const now = delivering.now();
  return delivering.deliveries.claim(tenant, alert.outage, {
    key: keyOf(delivering, delivery),
    contact: `${name}, ${role}`,
    person: personIn(alert, person),
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
  contact: ChosenContact,
  message: Message,
  { toldUpdate = 0, waiting }: AlertedPractice,
): Promise<string> {
  const { alerts, now } = delivering;
  const { tenant, alert } = delivery;
  try {
    const { providerId } = await hand(delivering, contact, message);
    // The delivery's own record comes last: until it is there, a repetition does all of this again.
    if (toldUpdate < alert.update || waiting) {
      const at = now().toISOString();
      await alerts.markTold(tenant, alert.outage, alert.odsCode, alert.update, at);
    }
    await record(delivering, delivery, { providerId });
    return 'sent';
  } catch (error) {
    if (error instanceof PermanentFailure) {
      await recordFailure(delivering, delivery, error.message);
      return 'failed for good';
    }
    if (error instanceof NotTaken && toldUpdate < alert.update) {
      const since = now().toISOString();
      const reason = error.message;
      await alerts.markWaiting(tenant, alert.outage, alert.odsCode, { since, reason });
    }
    throw error;
  }
}

/**
 * Hands a message to the provider. Throws `PermanentFailure` where no repetition will mend it,
 * `NotTaken` for anything else.
 */
async function hand(
  { channel, sender }: Delivering,
  { address }: ChosenContact,
  { subject, text }: Message,
): Promise<{ providerId: string }> {
  try {
    return await (channel === 'sms'
      ? sender.sms(address, text)
      : sender.email(address, subject, text));
  } catch (error) {
    if (error instanceof PermanentFailure) throw error;
    throw new NotTaken(kindOf(error));
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
