import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Tenant } from '@registry/domain';
import { Refusal } from '@registry/domain';
import type { Database } from './database.ts';
import { put } from './database.ts';
import { requireReadable } from './readable.ts';
import { getItem } from './reads.ts';
import { registryKeys } from './keys.ts';

/**
 * An `Idempotency-Key`, a hash of what is asked under it, and when to forget it (seconds since
 * 1970).
 */
export interface Once {
  key: string;
  request: string;
  expiresAt: number;
}

const DoneItem = z.object({ request: z.string(), answer: z.string() });

/**
 * What was done under this key before: the id it was given. Throws `key-reused` when the key stood
 * for another request.
 */
export async function doneBefore(
  db: Database,
  tenant: Tenant,
  once: Once | undefined,
): Promise<string | undefined> {
  if (!once) return undefined;
  const item = await getItem(db, db.tables.registry, {
    ...registryKeys.idempotency(tenant, once.key),
  });
  if (!item) return undefined;
  const { request, answer } = requireReadable(db, DoneItem, item);
  if (request === once.request) return answer;
  throw keyReused();
}

/** The refusal of a key that stood for another request before. */
export function keyReused(): Refusal {
  return new Refusal('key-reused', 'This Idempotency-Key was used before for another request', [
    { path: 'Idempotency-Key', message: 'should be a new key for a new request' },
  ]);
}

/** The item of a transaction that remembers a key with the id of what was done under it. */
export function rememberOnce(
  table: string,
  tenant: Tenant,
  once: Once | undefined,
  answer: string,
): TransactWriteItem[] {
  if (!once) return [];
  const { key, request, expiresAt } = once;
  const item = { request, answer, expiresAt };
  return [put(table, { ...registryKeys.idempotency(tenant, key) }, item, undefined)];
}
