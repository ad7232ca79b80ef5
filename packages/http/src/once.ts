import { createHash } from 'node:crypto';
import type { Once } from '@registry/storage';

/** How long an Idempotency-Key is remembered: a day, in seconds. */
const REMEMBERED = 86_400;

/**
 * What an `Idempotency-Key` header stands for: this request, by this caller; undefined without the
 * header.
 */
export function onceOf(key: string | undefined, request: unknown, now: Date): Once | undefined {
  if (key === undefined) return undefined;
  return {
    key,
    request: createHash('sha256').update(JSON.stringify(request)).digest('hex'),
    expiresAt: Math.floor(now.getTime() / 1000) + REMEMBERED,
  };
}
