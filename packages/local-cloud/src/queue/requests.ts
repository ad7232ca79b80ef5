import * as z from 'zod';
import { AwsError } from '../protocol/service.ts';
import { MessageAttributes } from './message.ts';

/** Most messages in one batch or one receive. Source: SQS developer guide, "Message quotas". */
const MOST_IN_BATCH = 10;
/** Twelve hours: the longest a message may be hidden. */
const LONGEST_HIDDEN = 43_200;

const Seconds = z.number().int().min(0);
const Hidden = Seconds.max(LONGEST_HIDDEN);
const QueueUrl = z.string();

const SentMessage = z.object({
  MessageBody: z.string().min(1),
  DelaySeconds: Seconds.max(900).optional(),
  MessageAttributes: MessageAttributes.default({}),
  MessageGroupId: z.string().min(1).max(128).optional(),
  MessageDeduplicationId: z.string().min(1).max(128).optional(),
});
export type SentMessage = z.infer<typeof SentMessage>;

const Id = { Id: z.string().regex(/^[\w-]{1,80}$/) };
const Receipt = { ReceiptHandle: z.string() };

/** The bodies of the calls, by operation. */
export const REQUESTS = {
  SendMessage: SentMessage.extend({ QueueUrl }),
  SendMessageBatch: batchOf(SentMessage.extend(Id)),
  ReceiveMessage: z.object({
    QueueUrl,
    MaxNumberOfMessages: z.number().int().min(1).max(MOST_IN_BATCH).default(1),
    VisibilityTimeout: Hidden.optional(),
    WaitTimeSeconds: Seconds.max(20).optional(),
    AttributeNames: z.array(z.string()).default([]),
    MessageSystemAttributeNames: z.array(z.string()).default([]),
    MessageAttributeNames: z.array(z.string()).default([]),
  }),
  DeleteMessage: z.object({ QueueUrl, ...Receipt }),
  DeleteMessageBatch: batchOf(z.object({ ...Id, ...Receipt })),
  ChangeMessageVisibility: z.object({ QueueUrl, ...Receipt, VisibilityTimeout: Hidden }),
  ChangeMessageVisibilityBatch: batchOf(z.object({ ...Id, ...Receipt, VisibilityTimeout: Hidden })),
  GetQueueAttributes: z.object({ QueueUrl, AttributeNames: z.array(z.string()).default([]) }),
  GetQueueUrl: z.object({ QueueName: z.string() }),
  PurgeQueue: z.object({ QueueUrl }),
  StartMessageMoveTask: z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() }),
};

function batchOf<T extends z.ZodType<{ Id: string }>>(entry: T) {
  return z.object({ QueueUrl, Entries: z.array(entry) });
}

/** The call's body, read. Throws InvalidParameterValue with what is wrong. */
export function readRequest<T>(schema: z.ZodType<T>, body: Buffer): T {
  const read = schema.safeParse(JSON.parse(body.toString('utf8')));
  if (read.success) return read.data;
  throw new AwsError('InvalidParameterValue', z.prettifyError(read.error));
}

/** Throws as SQS does for a batch that is empty, too long, or has an id twice. */
export function checkBatch(entries: readonly { Id: string }[]): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > MOST_IN_BATCH) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST_IN_BATCH}. You have sent ${entries.length}.`,
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more entries have the same Id.');
  }
}
