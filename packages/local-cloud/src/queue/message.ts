import * as z from 'zod';

/** Message attributes by name, as SQS's JSON protocol writes them. */
export const MessageAttributes = z.record(
  z.string(),
  z.object({
    DataType: z.string(),
    StringValue: z.string().optional(),
    /** Base64. */
    BinaryValue: z.string().optional(),
  }),
);
export type MessageAttributes = z.infer<typeof MessageAttributes>;

/**
 * The characters that a group's name may have, up to 128, for queues and topics alike. Source: SQS
 * API reference, SendMessage; SNS API reference, Publish.
 */
export const GroupId = z.string().regex(/^[\x21-\x7e]{1,128}$/);

/** One message in a queue. Times are milliseconds since 1970 by the cloud's clock. */
export const Message = z.object({
  id: z.string(),
  body: z.string(),
  attributes: MessageAttributes,
  /** Who sent it, as `SenderId` tells. */
  senderId: z.string(),
  sentAt: z.number(),
  receiveCount: z.number(),
  firstReceivedAt: z.number().optional(),
  /** Whose message it is: groups take turns. Of a group of its own when left out. */
  groupId: z.string().optional(),
  /** The queue whose dead letter it is. */
  deadLetterSource: z.string().optional(),
});
export type Message = z.infer<typeof Message>;

/** A message that somebody received: the receipt deletes it or changes how long it is hidden. */
export interface Received {
  message: Message;
  receipt: string;
}

/** How many messages a queue has. */
export interface Depth {
  /** Ready to be received. */
  visible: number;
  /** Received, neither deleted nor visible again. */
  inFlight: number;
  /** Sent with a delay that has not passed. */
  delayed: number;
}
