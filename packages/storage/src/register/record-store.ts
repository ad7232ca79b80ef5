import * as z from 'zod';
import type { OdsCode, PracticeRecord, Roster, RosterRow, Tenant } from '@registry/domain';
import { Refusal, rosterRow } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, StillColliding, transact, untilDone } from '../database.ts';
import { readableOf, requireReadable } from '../readable.ts';
import { getItem, getItems } from '../reads.ts';
import type { Once } from '../idempotency.ts';
import { keyReused } from '../idempotency.ts';
import { registryKeys } from '../keys.ts';
import { attributesOf, RecordItem } from './record-item.ts';
import type { RosterStore } from './roster-store.ts';
import { createRosterStore } from './roster-store.ts';
import { rosterWrites } from './roster-items.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';

const AnswerItem = z.object({ request: z.string() });

/** A change to one record, as decided from what is held. */
export interface RecordChange {
  record: PracticeRecord;
  trail: TrailEntry;
}

/** Reads and changes practices' records. */
export type RecordStore = ReturnType<typeof createRecordStore>;

/** Makes a store over what the database's credentials can reach. */
export function createRecordStore(db: Database, rosters: RosterStore = createRosterStore(db)) {
  const table = db.tables.registry;

  async function read(tenant: Tenant, odsCode: OdsCode): Promise<PracticeRecord | undefined> {
    const item = await getItem(db, table, { ...registryKeys.record(tenant, odsCode) });
    return item && requireReadable(db, RecordItem, item).record;
  }

  async function wasDone(tenant: Tenant, odsCode: OdsCode, { key, request }: Once) {
    const item = await getItem(db, table, { ...registryKeys.answer(tenant, odsCode, key) });
    if (!item) return false;
    if (requireReadable(db, AnswerItem, item).request === request) return true;
    throw keyReused();
  }

  return {
    read,

    /**
     * The records of several practices, sorted by ODS code; those without one that can be
     * read are left out.
     */
    async readMany(tenant: Tenant, odsCodes: readonly OdsCode[]): Promise<PracticeRecord[]> {
      const keys = odsCodes.map((odsCode) => ({ ...registryKeys.record(tenant, odsCode) }));
      const items = await getItems(db, table, keys);
      return readableOf(db, RecordItem, items)
        .map(({ record }) => record)
        .sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1));
    },

    /**
     * Changes a record, its roster and the trail in one transaction. `change` decides from what is
     * held, and is asked again after a collision, up to 12 times; what it throws ends the attempt.
     * What was done `once` is not done again. Throws `not-found` when the ICB holds no such
     * practice, `key-reused` for another request under the same key.
     */
    async change(
      tenant: Tenant,
      odsCode: OdsCode,
      change: (held: PracticeRecord) => RecordChange,
      once?: Once,
    ): Promise<PracticeRecord> {
      try {
        return await untilDone(db, async () => {
          const held = await read(tenant, odsCode);
          if (!held) throw new Refusal('not-found', `There is no practice ${odsCode} here`);
          if (once && (await wasDone(tenant, odsCode, once))) return held;
          const decided = change(held);
          const roster = rosterChange(held, decided.record)
            ? await rosters.read(tenant)
            : undefined;
          const outcome = await transact(db, writes(table, tenant, held, decided, roster, once));
          return outcome === 'done' ? decided.record : 'again';
        });
      } catch (error) {
        if (!(error instanceof StillColliding)) throw error;
        throw new Refusal('too-busy', 'Many practices are being changed at once: try again');
      }
    },
  };
}

/** True when the change shows in the roster; a confirmation, say, does not. */
function rosterChange(held: PracticeRecord, next: PracticeRecord): boolean {
  return JSON.stringify(rosterRow(held)) !== JSON.stringify(rosterRow(next));
}

function writes(
  table: string,
  tenant: Tenant,
  held: PracticeRecord,
  { record, trail }: RecordChange,
  roster: Roster | undefined,
  once: Once | undefined,
) {
  const key = registryKeys.record(tenant, record.odsCode);
  return [
    put(table, { ...key }, attributesOf(record), held.version),
    trailWrite(table, tenant, trail),
    ...(roster ? rosterWrites(table, tenant, withRecords(roster, [record]), roster.version) : []),
    ...(once
      ? [
          put(
            table,
            { ...registryKeys.answer(tenant, record.odsCode, once.key) },
            { request: once.request, expiresAt: once.expiresAt },
            undefined,
          ),
        ]
      : []),
  ];
}

/** The next version of a roster, in which these records stand as they are now. */
export function withRecords<T extends Pick<Roster, 'rows' | 'version'>>(
  roster: T,
  records: readonly PracticeRecord[],
): T {
  const rows = new Map<string, RosterRow>(roster.rows.map((row) => [row.odsCode, row]));
  for (const record of records) {
    const row = rosterRow(record);
    if (row) rows.set(record.odsCode, row);
    else rows.delete(record.odsCode);
  }
  return { ...roster, rows: [...rows.values()], version: roster.version + 1 };
}
