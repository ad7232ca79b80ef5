import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { deliverBatch } from './deliver-batch.ts';
import { createDelivering } from './delivering.ts';
import type { Delivering } from './delivering.ts';

/** The part of an SQS event that we read. */
const QueueEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      receiptHandle: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number() }),
    }),
  ),
});

const logger = new Logger();
let delivering: Delivering | undefined;

/**
 * Delivers the alerts of one channel's queue. Those reported back come again later; the others are
 * done.
 */
export async function handler(
  event: unknown,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  delivering ??= createDelivering(process.env);
  const outcomes = await deliverBatch(delivering, QueueEvent.parse(event).Records);
  for (const { messageId, outcome } of outcomes) logger.info('alert', { messageId, outcome });
  return {
    batchItemFailures: outcomes
      .filter(({ again }) => again)
      .map(({ messageId }) => ({ itemIdentifier: messageId })),
  };
}
