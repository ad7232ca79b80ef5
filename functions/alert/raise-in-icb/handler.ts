import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { createAlerting, doWork } from '@registry/alerting';
import type { Alerting } from '@registry/alerting';
import { RaisingWork } from '@registry/domain';
import { createQueue } from '@registry/messaging';
import type { Queue } from '@registry/messaging';

/** The part of an SQS event that we read: one message, since an ICB's work runs by itself. */
const QueueEvent = z.object({
  Records: z.tuple([
    z.object({
      messageId: z.string(),
      receiptHandle: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number() }),
    }),
  ]),
});
const Environment = z.object({ RAISING_QUEUE_URL: z.url() });

/** A failure comes back after a second, then two, four and so on up to this. */
const LONGEST_WAIT_MS = 60_000;

const logger = new Logger();
let opened: { alerting: Alerting; queue: Queue } | undefined;

/**
 * Does one ICB's part of raising an update. What fails comes back soon; what the minute rule sent
 * is left to its next minute.
 */
export async function handler(
  event: unknown,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const { alerting, queue } = (opened ??= open());
  const [{ messageId, receiptHandle, body, attributes }] = QueueEvent.parse(event).Records;
  const work = RaisingWork.parse(JSON.parse(body));
  try {
    await doWork(alerting, work, new Date());
    return { batchItemFailures: [] };
  } catch (error) {
    logger.error('an update was not raised', { work, error });
    if (work.act === 'catch-up') return { batchItemFailures: [] };
    const ms = 1000 * 2 ** (attributes.ApproximateReceiveCount - 1);
    await queue.postpone(receiptHandle, Math.min(LONGEST_WAIT_MS, ms));
    return { batchItemFailures: [{ itemIdentifier: messageId }] };
  }
}

function open() {
  return {
    alerting: createAlerting(process.env),
    queue: createQueue(Environment.parse(process.env).RAISING_QUEUE_URL),
  };
}
