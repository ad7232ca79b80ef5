import { AwsError } from './service.ts';

/**
 * Refuses a batch for its entries' ids, as SNS and SQS do in the same words. Source: SNS API
 * reference, PublishBatch; SQS API reference, SendMessageBatch.
 */
export function checkEntryIds(ids: readonly string[]): void {
  if (ids.length > 10) {
    throw new AwsError('TooManyEntriesInBatchRequest', 'The batch has more than 10 entries.');
  }
  if (new Set(ids).size < ids.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two entries of the batch have the same Id.');
  }
  if (!ids.every((id) => /^[\w-]{1,80}$/.test(id))) {
    throw new AwsError('InvalidBatchEntryId', 'An Id may have letters, digits, - and _, up to 80.');
  }
}
