import { createHash } from 'node:crypto';
import { AwsError } from '../protocol/service.ts';
import type { Answer } from '../protocol/service.ts';
import type { Received } from './message.ts';
import type { Queue } from './queue.ts';

/** Lower-case hex, as SQS's clients check it. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** An answer in SQS's JSON protocol. */
export function jsonAnswer(body: unknown): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(body),
  };
}

/** An error in SQS's JSON protocol. */
export function jsonRefusal({ code, message, status }: AwsError): Answer {
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-query-error': `${code};${status < 500 ? 'Sender' : 'Receiver'}`,
    },
    body: JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message }),
  };
}

/** What SQS itself says of a message, all as text. Source: SQS API reference, ReceiveMessage. */
export function systemAttributes({ message }: Received): Record<string, string> {
  const { groupId, deduplicationId, sequenceNumber, deadLetterSource } = message;
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
    ...(deduplicationId === undefined ? {} : { MessageDeduplicationId: deduplicationId }),
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
    ...(deadLetterSource === undefined ? {} : { DeadLetterQueueSourceArn: deadLetterSource }),
  };
}

/** What SQS says of a queue, all as text. Source: SQS API reference, GetQueueAttributes. */
export function queueAttributes({ definition, depth }: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = depth();
  const { deadLetter, key, fifo } = definition;
  const redrive = deadLetter && {
    deadLetterTargetArn: deadLetter.queueArn,
    maxReceiveCount: deadLetter.maxReceiveCount,
  };
  return {
    QueueArn: definition.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(definition.visibilitySeconds),
    MessageRetentionPeriod: String(definition.retentionSeconds),
    DelaySeconds: String(definition.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(definition.waitSeconds),
    MaximumMessageSize: String(definition.largestMessage),
    ...(fifo ? { FifoQueue: 'true' } : {}),
    ...(redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(redrive) }),
    ...(key === undefined ? {} : { KmsMasterKeyId: key.arn }),
  };
}

/** Those that were asked for; `All` asks for every one. */
export function asked<T>(from: Readonly<Record<string, T>>, names: readonly string[]) {
  if (names.includes('All') || names.includes('.*')) return from;
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}
