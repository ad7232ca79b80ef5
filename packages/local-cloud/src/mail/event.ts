import { randomUUID } from 'node:crypto';
import { ACCOUNT } from '../account/account.ts';
import type { MailEventType } from '../definitions/configuration-set.ts';
import type { Fate } from '../receipts/fate.ts';

/** An email that SES has taken. */
export interface AcceptedMail {
  messageId: string;
  /** Milliseconds since 1970 by the cloud's clock. */
  at: number;
  /** As the caller wrote it: `The shop <shop@example.org>`. */
  from: string;
  /** ARN of the identity it was sent from. */
  identityArn: string;
  /** As the caller wrote them, To, Cc and Bcc together. */
  destination: readonly string[];
  subject: string;
  /** Values by name, SES's own among them. */
  tags: Readonly<Record<string, readonly string[]>>;
}

/** One event of one email. */
export interface MailEvent {
  type: MailEventType;
  /** What is published of it. */
  record: object;
}

/** That SES has taken the email. */
export function sendEvent(mail: AcceptedMail): MailEvent {
  return { type: 'Send', record: { eventType: 'Send', mail: describe(mail), send: {} } };
}

/**
 * What is told of an email's fate at one of its recipients, oldest first: a complaint comes after
 * the delivery that it complains of. Source: SES developer guide, "Contents of event data that
 * Amazon SES publishes to Amazon SNS".
 * @param now milliseconds since 1970 by the cloud's clock
 */
export function fateEvents(
  mail: AcceptedMail,
  recipient: string,
  fate: Fate,
  now: number,
): MailEvent[] {
  switch (fate.outcome) {
    case 'delivered':
      return [deliveryOf(mail, recipient, now)];
    case 'undelivered':
      return [bounceOf(mail, recipient, fate, now)];
    case 'complaint':
      return [deliveryOf(mail, recipient, now), complaintOf(mail, recipient, now)];
  }
}

function deliveryOf(mail: AcceptedMail, recipient: string, now: number): MailEvent {
  const delivery = {
    timestamp: new Date(now).toISOString(),
    processingTimeMillis: now - mail.at,
    recipients: [recipient],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'mta.example.com',
  };
  return { type: 'Delivery', record: { eventType: 'Delivery', mail: describe(mail), delivery } };
}

function bounceOf(
  mail: AcceptedMail,
  recipient: string,
  { reason, permanent = true, subType = 'General' }: Fate & { outcome: 'undelivered' },
  now: number,
): MailEvent {
  const [status = permanent ? '5.1.1' : '4.4.7'] = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(reason) ?? [];
  const bounce = {
    bounceType: permanent ? 'Permanent' : 'Transient',
    bounceSubType: subType,
    bouncedRecipients: [
      { emailAddress: recipient, action: 'failed', status, diagnosticCode: reason },
    ],
    timestamp: new Date(now).toISOString(),
    feedbackId: randomUUID(),
    reportingMTA: 'dsn; mta.example.com',
  };
  return { type: 'Bounce', record: { eventType: 'Bounce', mail: describe(mail), bounce } };
}

function complaintOf(mail: AcceptedMail, recipient: string, now: number): MailEvent {
  const complaint = {
    complainedRecipients: [{ emailAddress: recipient }],
    timestamp: new Date(now).toISOString(),
    feedbackId: randomUUID(),
    complaintSubType: null,
    complaintFeedbackType: 'abuse',
  };
  return { type: 'Complaint', record: { eventType: 'Complaint', mail: describe(mail), complaint } };
}

function describe(mail: AcceptedMail): object {
  const { messageId, at, from, identityArn, destination, subject, tags } = mail;
  return {
    timestamp: new Date(at).toISOString(),
    messageId,
    source: from,
    sourceArn: identityArn,
    sendingAccountId: ACCOUNT,
    destination,
    headersTruncated: false,
    headers: [
      { name: 'From', value: from },
      { name: 'To', value: destination.join(', ') },
      { name: 'Subject', value: subject },
    ],
    commonHeaders: { from: [from], to: destination, messageId, subject },
    tags,
  };
}
