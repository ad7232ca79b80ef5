import { limits } from '@registry/contract';

/**
 * Bytes that a text takes in an answer, which is JSON in which the body is one text (AWS Lambda
 * quotas).
 */
export function bytesInAnswer(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

/** Bytes kept for what stands beside the entries of a page. */
const BESIDE = 100_000;

/**
 * As many entries from the first on as one answer may hold, and one at least: the rest are for the
 * next page.
 */
export function thatFit<Entry>(entries: readonly Entry[]): readonly Entry[] {
  let bytes = BESIDE;
  const beyond = entries.findIndex((entry) => {
    bytes += bytesInAnswer(JSON.stringify(entry));
    return bytes > limits.answerBytes;
  });
  return beyond === -1 ? entries : entries.slice(0, Math.max(beyond, 1));
}
