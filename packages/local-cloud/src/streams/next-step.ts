/** What a batch of a stream has been through, and what its mapping allows. */
export interface Attempt {
  /** Sequence numbers, in order. */
  batch: readonly string[];
  /** `all`, or the sequence numbers that the function reported. */
  failed: 'all' | readonly string[];
  /** Tries of this batch so far, this one included. */
  tries: number;
  /** Tries after the first. */
  retries: number;
  /** Age of its oldest record, and the oldest that may be tried again; seconds. */
  ageSeconds: number;
  oldestSeconds: number;
  bisects: boolean;
}

/**
 * What to do next: how many records from the start are done, and what becomes of the rest (`halve`:
 * two batches, each with its own tries).
 */
export type NextStep =
  | { done: number; rest: 'none' | 'retry' | 'halve' }
  | { done: number; rest: 'give-up'; because: 'RetryAttemptsExhausted' | 'RecordAgeExceeded' };

/**
 * Decides as Lambda does for a stream, where order must hold: Lambda tries everything from the
 * first failed record on again. Halving does not count as a try, and a batch that a report has cut
 * short starts anew.
 * Source: Lambda developer guide, "Process DynamoDB records with Lambda", error handling and
 * partial batch responses.
 */
export function nextStep(attempt: Attempt): NextStep {
  const { batch, failed, tries, retries, bisects } = attempt;
  if (failed !== 'all' && failed.length === 0) return { done: batch.length, rest: 'none' };
  const done = failed === 'all' ? 0 : batch.findIndex((sequence) => failed.includes(sequence));
  if (attempt.ageSeconds > attempt.oldestSeconds) {
    return { done, rest: 'give-up', because: 'RecordAgeExceeded' };
  }
  if (done > 0) return { done, rest: 'retry' };
  if (bisects && batch.length > 1) return { done, rest: 'halve' };
  if (tries > retries) return { done, rest: 'give-up', because: 'RetryAttemptsExhausted' };
  return { done, rest: 'retry' };
}
