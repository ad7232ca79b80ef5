import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { emailReceiptIn, textReceiptsIn } from '@registry/messaging';
import type { Recording } from './record-receipt.ts';
import { createRecording, recordReceipt } from './record-receipt.ts';

/** The part of an SQS event that we read. */
const QueueEvent = z.object({
  Records: z.array(z.object({ messageId: z.string(), body: z.string() })),
});

const logger = new Logger();
let recording: Recording | undefined;

/**
 * Records what the providers say became of messages: the log of texts hands over its lines, and
 * the queue brings SES's events. What cannot be recorded is tried again.
 */
export async function handler(
  event: unknown,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const open = (recording ??= createRecording(process.env));
  const texts = textReceiptsIn(event);
  if (texts) {
    await Promise.all(texts.map((receipt) => recordReceipt(open, receipt)));
    return { batchItemFailures: [] };
  }
  return recordEmails(open, QueueEvent.parse(event).Records);
}

async function recordEmails(
  open: Recording,
  records: z.infer<typeof QueueEvent>['Records'],
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const failures = await Promise.all(
    records.map(async ({ messageId, body }) => {
      try {
        const receipt = emailReceiptIn(body);
        if (receipt) await recordReceipt(open, receipt);
        return [];
      } catch (error) {
        const kind = error instanceof Error ? error.name : 'not an error';
        logger.warn('receipt not recorded', { messageId, kind });
        return [{ itemIdentifier: messageId }];
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
}
