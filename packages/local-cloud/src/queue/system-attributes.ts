import type { Received } from './message.ts';

/** What SQS itself says of a message, all as text. Source: SQS API reference, ReceiveMessage. */
export function systemAttributes({ message }: Received): Record<string, string> {
  const { deadLetterSource } = message;
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(deadLetterSource !== undefined && { DeadLetterQueueSourceArn: deadLetterSource }),
  };
}
