import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { KeptPractice, OutageId, Tenant } from '@registry/domain';
import { IcbCode, Outage, OutageNote, OutageUpdate } from '@registry/domain';
import { put } from '../database.ts';
import { outageKeys } from '../keys.ts';
import type { TrailEntry } from '../trail.ts';
import { decodeExposure, encodeExposure } from './exposure-codec.ts';

/** An outage as its item holds it. */
export const OutageItem = z.object({
  outage: Outage,
  version: z.int(),
  /** Every update up to this number is raised; absent once there is another. */
  raised: z.int().optional(),
});
/** One update as its item holds it. */
export const UpdateItem = z.object({
  update: OutageUpdate,
  /** Of a national update: ICBs that have their copy, or whom it does not concern. */
  copiedTo: z.set(IcbCode).optional(),
});
/** One note as its item holds it. */
export const NoteItem = z.object({ note: OutageNote });
/** The exposure kept with an update, as its item holds it. */
export const ExposureItem = z
  .object({ practices: z.instanceof(Uint8Array) })
  .transform(({ practices }, context) => {
    try {
      return decodeExposure(practices);
    } catch {
      context.addIssue({ code: 'custom', message: 'does not decode' });
      return z.NEVER;
    }
  });

/** An outage and its update, as they are to be written. */
export interface OutageWritten {
  outage: Outage;
  update: OutageUpdate;
  /** Of every practice in scope, as it was when the update was written. */
  exposure: readonly KeptPractice[];
}

/** An outage and its update, to be written together with what records the act. */
export interface OutageChange extends OutageWritten {
  trail: TrailEntry;
}

/** The item of an outage, in place of the version held; `undefined` for a new one. */
export function putOutage(
  table: string,
  tenant: Tenant,
  outage: Outage,
  held: number | undefined,
): TransactWriteItem {
  const item = { outage, version: (held ?? 0) + 1 };
  return put(table, { ...outageKeys.outage(tenant, outage.id) }, item, held);
}

/** The items of an update and of the exposure kept with it, neither of which may be there yet. */
export function putUpdate(
  table: string,
  tenant: Tenant,
  { outage: { id }, update, exposure }: OutageWritten,
): TransactWriteItem[] {
  const practices = encodeExposure(exposure);
  return [
    put(table, updateKey(tenant, id, update.number), { update }, undefined),
    put(table, { ...outageKeys.exposure(tenant, id, update.number) }, { practices }, undefined),
  ];
}

/** Key of one update. */
export function updateKey(tenant: Tenant, id: OutageId, number: number): Record<string, string> {
  return { ...outageKeys.update(tenant, id, number) };
}
