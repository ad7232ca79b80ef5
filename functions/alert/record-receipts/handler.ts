import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { emailReceiptIn, putAsideIn, textReceiptsIn } from '@registry/messaging';
import type { ProviderReceipt } from '@registry/messaging';
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
 * the queue brings SES's events, with the receipts of texts that could not be recorded at once.
 */
export async function handler(
  event: unknown,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const open = (recording ??= createRecording(process.env));
  const texts = textReceiptsIn(event);
  if (texts) {
    await recordTexts(open, texts);
    return { batchItemFailures: [] };
  }
  return recordEmails(open, QueueEvent.parse(event).Records);
}

/** What cannot be recorded goes to the queue: the log hands over each of its lines a few times. */
async function recordTexts(open: Recording, texts: readonly ProviderReceipt[]): Promise<void> {
  const left = await Promise.all(
    texts.map((receipt) =>
      recordReceipt(open, receipt).then(
        () => [],
        () => [{ body: { receipt }, group: 'texts' }],
      ),
    ),
  );
  if (left.flat().length > 0) await open.later.send(left.flat());
}

async function recordEmails(
  open: Recording,
  records: z.infer<typeof QueueEvent>['Records'],
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const failures = await Promise.all(
    records.map(async ({ messageId, body }) => {
      try {
        const receipt = putAsideIn(body) ?? emailReceiptIn(body);
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
