import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { OdsCode, OutageId, Tenant } from '@registry/domain';
import { put } from './database.ts';
import { registryKeys } from './keys.ts';

/** Who did what. Never a contact's details. */
export interface TrailEntry {
  /** ISO instant. */
  at: string;
  /** ULID, so that two acts of one millisecond keep their order. */
  id: string;
  by: { role: 'practice' | 'icb' | 'national'; org: string; subject: string };
  act: string;
  odsCodes?: readonly OdsCode[];
  outage?: OutageId;
}

/**
 * The item of a transaction that adds to a tenant's trail; put only where absent, so that nothing
 * in it is ever rewritten.
 */
export function trailWrite(table: string, tenant: Tenant, entry: TrailEntry): TransactWriteItem {
  const { at, id, by, act, odsCodes, outage } = entry;
  return put(
    table,
    { ...registryKeys.trail(tenant, at, id) },
    { by, act, odsCodes, outage },
    undefined,
  );
}
