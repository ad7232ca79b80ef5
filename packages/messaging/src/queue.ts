import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';

/** The longest a message may be hidden: 12 hours from when it was received (SQS quotas). */
const LONGEST_SECONDS = 11 * 3600;

/** What a function does with the queue that started it. */
export type Queue = ReturnType<typeof createQueue>;

/** Makes a queue with the function's own credentials. */
export function createQueue(queueUrl: string) {
  const client = new SQSClient({});
  return {
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
