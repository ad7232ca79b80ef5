import { createHash } from 'node:crypto';
import { Refusal } from '@registry/domain';
import type { Once } from '@registry/storage';

/** How long an Idempotency-Key is remembered: a day, in seconds. */
const REMEMBERED = 86_400;

/** The longest key that is taken, in bytes, as the longest that the store has (DynamoDB quotas). */
const LONGEST_KEY = 1024;
/** Above this many bytes a hash stands for the key: a practice's stands behind a prefix. */
const LONGEST_AS_IT_IS = 1000;

/**
 * What an `Idempotency-Key` header stands for: this request, by this caller; undefined without the
 * header. Throws `invalid` for a key that is empty or too long.
 */
export function onceOf(key: string | undefined, request: unknown, now: Date): Once | undefined {
  if (key === undefined) return undefined;
  const bytes = Buffer.byteLength(key);
  if (bytes === 0 || bytes > LONGEST_KEY) {
    const message = `should be 1 to ${LONGEST_KEY} bytes, or be left out`;
    throw new Refusal('invalid', `The Idempotency-Key ${message}: it has ${bytes}`, [
      { path: 'Idempotency-Key', message },
    ]);
  }
  return {
    key: bytes > LONGEST_AS_IT_IS ? createHash('sha256').update(key).digest('hex') : key,
    request: createHash('sha256').update(JSON.stringify(request)).digest('hex'),
    expiresAt: Math.floor(now.getTime() / 1000) + REMEMBERED,
  };
}
