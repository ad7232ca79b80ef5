import { createHash } from 'node:crypto';
import type { AlertMessage, Candidate, Tenant, ToldContact } from '@registry/domain';
import { tenantOfItem, toldNow, whyNotSent } from '@registry/domain';
import { PermanentFailure } from '@registry/messaging';
import { addressKeyOf } from '@registry/storage';
import { choose } from './choose.ts';
import { compose } from './compose.ts';
import type { Message } from './compose.ts';
import type { Delivering } from './delivering.ts';
import type { Gathered, Stories } from './gather.ts';
import { gather } from './gather.ts';
import { LEASE_MS } from './lease.ts';
import { kindOf, NotTaken } from './not-taken.ts';

/** The outage decides how long a link is good; after this its pointer is rubbish. */
const POINTER_SECONDS = 365 * 24 * 3600;
/** Receipts come within three days: SES goes on trying for so long, SNS for less. */
const RECEIPT_SECONDS = 7 * 24 * 3600;

/** The tenant that an alert names, what it is made of, and whom it is for. */
interface Delivery {
  tenant: Tenant;
  alert: AlertMessage;
  gathered: Gathered;
  contact: Candidate;
}

/**
 * Delivers one alert to the contact whose turn it is: claims it with a lease, sends, records. Gives
 * what became of it, or until when another run has claimed it. Throws when something failed that
 * may pass, `NotTaken` where that was the provider: the alert is then to come after the lease.
 */
export async function deliverAlert(
  delivering: Delivering,
  stories: Stories,
  asked: AlertMessage,
): Promise<string | { claimedUntil: string }> {
  const tenant = tenantOfItem(asked.icb);
  const gathered = await gather(delivering, stories, tenant, asked);
  const alert = { ...asked, update: gathered.update.number };
  const contact = await choose(delivering, gathered, tenant, alert);
  if (!contact) return nobodyToTell(delivering, tenant, alert);
  const token = delivering.newToken();
  const message = compose(delivering, gathered, contact, token, delivering.now());
  const delivery = { tenant, alert, gathered, contact };
  const claimed = await claim(delivering, delivery, message, token);
  if (claimed === 'done-before') return 'done before';
  if (claimed !== 'claimed') return claimed;
  const failure = whyNotSent({
    ...gathered,
    channel: delivering.channel,
    turn: alert.turn,
  });
  if (failure === undefined) return send(delivering, delivery, message);
  // What a later update has overtaken goes out with that; after the end nothing does, nor waits.
  const at = delivering.now().toISOString();
  await (gathered.outage.status === 'resolved'
    ? delivering.deliveries.recordFailed(tenant, alert.outage, keyOf(delivering, delivery), {
        failure,
        at,
        told: undefined,
      })
    : delivering.deliveries.recordNotSent(tenant, alert.outage, keyOf(delivering, delivery), {
        failure,
        at,
      }));
  return 'not wanted';
}

/** Where nobody is further to turn to, nothing has failed; where there is nobody at all, it has. */
async function nobodyToTell(
  { deliveries, channel, now }: Delivering,
  tenant: Tenant,
  { outage, odsCode, update, turn, to }: AlertMessage,
): Promise<string> {
  if (turn > 0 || to !== undefined) return 'nobody further';
  const key = { odsCode, update, channel, recipient: 'nobody' };
  const failure = 'No contact to tell';
  const at = now().toISOString();
  await deliveries.recordFailed(tenant, outage, key, { failure, at, told: undefined });
  return 'no contact';
}

function keyOf({ channel }: Delivering, { alert, contact }: Delivery) {
  const { odsCode, update } = alert;
  return { odsCode, update, channel, recipient: contact.recipient };
}

function claim(
  delivering: Delivering,
  delivery: Delivery,
  message: Message,
  token: string,
): ReturnType<Delivering['deliveries']['claim']> {
  const { tenant, alert, contact } = delivery;
  const now = delivering.now();
  return delivering.deliveries.claim(tenant, alert.outage, {
    key: keyOf(delivering, delivery),
    contact: `${contact.name}, ${contact.role}`,
    person: contact.personKey,
    text: message.kept,
    tokenHash: createHash('sha256').update(token).digest('hex'),
    now: now.toISOString(),
    leaseUntil: new Date(now.getTime() + LEASE_MS).toISOString(),
    expiresAt: inSeconds(now, POINTER_SECONDS),
  });
}

function inSeconds(now: Date, seconds: number): number {
  return Math.floor(now.getTime() / 1000) + seconds;
}

async function send(delivering: Delivering, delivery: Delivery, message: Message): Promise<string> {
  const { alerts, deliveries, now } = delivering;
  const { tenant, alert, contact } = delivery;
  const { odsCode, outage } = alert;
  try {
    const { providerId } = await hand(delivering, contact, message);
    const at = now().toISOString();
    const told = toldBy(delivering, delivery, { acceptedAt: at });
    const expiresAt = inSeconds(now(), RECEIPT_SECONDS);
    const addressKey = addressKeyOf(tenant, odsCode, contact.address);
    const sent = { odsCode, told, at, providerId, expiresAt, addressKey };
    await deliveries.recordSent(tenant, outage, sent);
    return 'sent';
  } catch (error) {
    if (error instanceof PermanentFailure) return failedForGood(delivering, delivery, error);
    if (error instanceof NotTaken) {
      const waiting = { since: now().toISOString(), reason: error.message };
      await alerts.markWaiting(tenant, outage, keyOf(delivering, delivery), waiting);
    }
    throw error;
  }
}

/** Records a refusal, has the outage looked at, and flags the address where it is of that. */
async function failedForGood(
  delivering: Delivering,
  delivery: Delivery,
  { message: reason, ofAddress }: PermanentFailure,
): Promise<string> {
  const { channel, deliveries, due, flags, now } = delivering;
  const { tenant, alert, contact } = delivery;
  const { odsCode, outage, update } = alert;
  const at = now().toISOString();
  const told = toldBy(delivering, delivery, { undelivered: { update, at, reason } });
  const outcome = { failure: reason, at, told };
  await deliveries.recordFailed(tenant, outage, keyOf(delivering, delivery), outcome);
  await due.lookAt(tenant, outage, 'escalate', now());
  const addressKey = addressKeyOf(tenant, odsCode, contact.address);
  if (ofAddress) await flags.set(tenant, { odsCode, addressKey, channel, reason, at });
  return 'failed for good';
}

function toldBy(
  { channel }: Delivering,
  { alert: { update, turn }, contact: who, gathered: { practice } }: Delivery,
  outcome: Pick<ToldContact, 'acceptedAt' | 'undelivered'>,
): ToldContact {
  const { recipient, personKey: person, name, role } = who;
  const contact = `${name}, ${role}`;
  return toldNow(practice.told, {
    channel,
    recipient,
    contact,
    person,
    update,
    turn,
    messageTurn: turn,
    ...outcome,
  });
}

/**
 * Hands a message to the provider. Throws `PermanentFailure` where no repetition will mend it,
 * `NotTaken` for anything else.
 */
async function hand(
  { channel, sender }: Delivering,
  { address }: Candidate,
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
