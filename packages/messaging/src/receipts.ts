import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { Channel, IsoInstant } from '@registry/domain';
import { ReceiptReason, reasonOfBounce, reasonOfText } from './receipt-reasons.ts';

/** What a provider says became of a message that it took. */
const ProviderReceipt = z.object({
  channel: Channel,
  /** The id that it gave the message. */
  providerId: z.string(),
  at: IsoInstant,
  /** Why it did not arrive; undefined where it did. */
  failure: ReceiptReason.optional(),
});
/** What a provider says became of a message that it took. */
export type ProviderReceipt = z.infer<typeof ProviderReceipt>;

const PutAside = z.object({ receipt: ProviderReceipt });

/** A receipt that was put aside, in a message of the queue; undefined for another message. */
export function putAsideIn(body: string): ProviderReceipt | undefined {
  return PutAside.safeParse(jsonOf(body)).data?.receipt;
}

/** What CloudWatch Logs hands to a function: lines of a log, packed. */
const LogsEvent = z.object({ awslogs: z.object({ data: z.string() }) });
const LogLines = z.object({
  messageType: z.string(),
  logEvents: z.array(z.object({ timestamp: z.number(), message: z.string() })),
});
/** A line of the delivery status log of texts. */
const TextStatus = z.object({
  notification: z.object({ messageId: z.string() }),
  delivery: z.object({ providerResponse: z.string().default('') }),
  status: z.enum(['SUCCESS', 'FAILURE']),
});

/**
 * The receipts of texts in an event of CloudWatch Logs; undefined for another kind of event. Lines
 * that are no receipts are left out. Source: SNS developer guide, "Viewing Amazon CloudWatch
 * metrics and logs for SMS deliveries".
 */
export function textReceiptsIn(event: unknown): ProviderReceipt[] | undefined {
  const packed = LogsEvent.safeParse(event);
  if (!packed.success) return undefined;
  const text = gunzipSync(Buffer.from(packed.data.awslogs.data, 'base64')).toString('utf8');
  const { messageType, logEvents } = LogLines.parse(JSON.parse(text));
  // CloudWatch Logs tries a new subscription with a message of another type.
  if (messageType !== 'DATA_MESSAGE') return [];
  return logEvents.flatMap(({ timestamp, message }) => {
    const status = TextStatus.safeParse(jsonOf(message));
    if (!status.success) return [];
    const { notification, delivery, status: ended } = status.data;
    return {
      channel: 'sms',
      providerId: notification.messageId,
      at: new Date(timestamp).toISOString(),
      failure: ended === 'SUCCESS' ? undefined : reasonOfText(delivery.providerResponse),
    };
  });
}

const moment = z.string().refine((text) => !Number.isNaN(Date.parse(text)));
const EmailEvent = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), timestamp: moment }),
  delivery: z.object({ timestamp: moment }).optional(),
  bounce: z
    .object({ bounceType: z.string(), bounceSubType: z.string(), timestamp: moment })
    .optional(),
  complaint: z.object({ timestamp: moment }).optional(),
});

/**
 * The receipt in an event of SES; undefined for one that says nothing final. Source: SES developer
 * guide, "Contents of event data that Amazon SES publishes to Amazon SNS".
 */
export function emailReceiptIn(body: string): ProviderReceipt | undefined {
  const parsed = EmailEvent.safeParse(jsonOf(body));
  if (!parsed.success) return undefined;
  const { eventType, mail, delivery, bounce, complaint } = parsed.data;
  const of = (timestamp = mail.timestamp, failure?: ReceiptReason): ProviderReceipt => ({
    channel: 'email',
    providerId: mail.messageId,
    at: new Date(timestamp).toISOString(),
    failure,
  });
  switch (eventType) {
    case 'Delivery':
      return of(delivery?.timestamp);
    case 'Bounce':
      return of(bounce?.timestamp, reasonOfBounce(bounce));
    case 'Complaint':
      return of(complaint?.timestamp, {
        whose: 'contact',
        reason: 'They marked our message as unwanted',
      });
    case 'Reject':
      return of(undefined, { whose: 'passing', reason: 'The provider rejected this message' });
    default:
      return undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
