import type { Received } from './message.ts';

/** What SQS itself says of a message, all as text. Source: SQS API reference, ReceiveMessage. */
export function systemAttributes({ message }: Received): Record<string, string> {
  const { deadLetterSource, groupId } = message;
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(deadLetterSource !== undefined && { DeadLetterQueueSourceArn: deadLetterSource }),
  };
}
