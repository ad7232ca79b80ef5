import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { chunks } from './chunks.ts';

/** The most entries of one SendMessageBatch (SQS quotas). */
const BATCH_ENTRIES = 10;

/** The longest a message may be hidden: 12 hours from when it was received (SQS quotas). */
const LONGEST_SECONDS = 11 * 3600;

/** A message for a queue; `body` becomes JSON. */
export interface Work {
  body: object;
  /** With what it shares its turn: a group's backlog does not hold up another's. */
  group: string;
}

/** What a function does with a queue. */
export type Queue = ReturnType<typeof createQueue>;

/** Makes a queue with the function's own credentials. */
export function createQueue(queueUrl: string) {
  const client = new SQSClient({});

  /** How many of one batch the queue did not take. */
  async function sendBatch(batch: readonly Work[]): Promise<number> {
    const { Failed: failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map(({ body, group }, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify(body),
          MessageGroupId: group,
        })),
      }),
    );
    return failed.length;
  }

  return {
    /**
     * Puts messages into the queue. Throws when it did not take them all: those that it took are
     * then there, so sending must be harmless to repeat.
     */
    async send(work: readonly Work[]): Promise<void> {
      const failed = await Promise.all(chunks(work, BATCH_ENTRIES).map(sendBatch));
      const left = failed.reduce((sum, count) => sum + count, 0);
      if (left > 0)
        throw new Error(`${left} of ${work.length} messages were not taken by the queue`);
    },

    /**
     * Has a message that is reported as failed come back after so many milliseconds, rather than
     * when its visibility ends.
     */
    async postpone(receiptHandle: string, ms: number): Promise<void> {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: Math.min(LONGEST_SECONDS, Math.max(0, Math.ceil(ms / 1000))),
        }),
      );
    },
  };
}
