import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { IcbCode, OdsCode, PracticeRecord, Roster, Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, remove, transact } from '../database.ts';
import { pointerKeys, registryKeys } from '../keys.ts';
import { attributesOf } from './record-item.ts';
import { withRecords } from './record-store.ts';
import { rosterWrites } from './roster-items.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';

/** DynamoDB's limit on the items of one transaction. */
const TRANSACTION_ITEMS = 100;
/** Two items of a roster and one of the trail go with every transaction of records. */
const RECORDS = TRANSACTION_ITEMS - 3;
/** A move is a delete, a put and a pointer; two rosters and two trails go with them. */
const MOVES = Math.floor((TRANSACTION_ITEMS - 6) / 3);

/** A roster as it stands in a load; `version` 0 before an ICB has its first. */
export type LoadingRoster = Pick<Roster, 'name' | 'rows' | 'version'>;

/** A practice's record as another ICB holds it, and as this one is to. */
export interface Move {
  was: PracticeRecord;
  becomes: PracticeRecord;
  /** ICBs that held it before, this move included. */
  before: readonly IcbCode[];
}

/** Writes published data in bulk. */
export type DirectoryStore = ReturnType<typeof createDirectoryStore>;

/**
 * Makes a store over what the database's credentials can reach. Every method gives `'collided'`
 * when another writer came between: then read again and decide again. Each transaction leaves a
 * roster that holds exactly its records.
 */
export function createDirectoryStore(db: Database) {
  const { registry, pointers } = db.tables;

  return {
    /** Points practices that nobody holds at this ICB, before their records are written. */
    async claim(tenant: Tenant, odsCodes: readonly OdsCode[]): Promise<'done' | 'collided'> {
      for (const chunk of chunks(odsCodes, TRANSACTION_ITEMS)) {
        const items = chunk.map((odsCode) =>
          put(pointers, pointerKeys.practice(odsCode), { icb: tenant, before: [] }, undefined),
        );
        if ((await transact(db, items)) === 'collided') return 'collided';
      }
      return 'done';
    },

    /**
     * Writes an ICB's new and changed records. The roster is written even when no record is: its
     * name may have changed.
     */
    async write(
      tenant: Tenant,
      roster: LoadingRoster,
      records: readonly PracticeRecord[],
      trail: () => TrailEntry,
    ): Promise<'collided' | LoadingRoster> {
      let current = roster;
      for (const chunk of records.length > 0 ? chunks(records, RECORDS) : [[]]) {
        const next = withRecords(current, chunk);
        const outcome = await transact(db, [
          ...chunk.map((record) => putRecord(registry, tenant, record)),
          ...rosterWrites(registry, tenant, next, replaces(current)),
          trailWrite(registry, tenant, { ...trail(), odsCodes: chunk.map((each) => each.odsCode) }),
        ]);
        if (outcome === 'collided') return 'collided';
        current = next;
      }
      return current;
    },

    /**
     * Moves practices from another ICB with everything said of them: afterwards that ICB holds
     * nothing of them.
     */
    async move(
      from: Tenant,
      to: Tenant,
      rosters: { from: LoadingRoster; to: LoadingRoster },
      moves: readonly Move[],
      trail: () => TrailEntry,
    ): Promise<'collided' | LoadingRoster> {
      let current = rosters;
      for (const chunk of chunks(moves, MOVES)) {
        const next = {
          from: without(current.from, chunk),
          to: withRecords(
            current.to,
            chunk.map(({ becomes }) => becomes),
          ),
        };
        const odsCodes = chunk.map(({ was }) => was.odsCode);
        const outcome = await transact(db, [
          ...chunk.flatMap((each) => moveItems(db.tables, from, to, each)),
          ...rosterWrites(registry, from, next.from, current.from.version),
          ...rosterWrites(registry, to, next.to, replaces(current.to)),
          trailWrite(registry, from, { ...trail(), act: 'practices moved away', odsCodes }),
          trailWrite(registry, to, { ...trail(), act: 'practices moved here', odsCodes }),
        ]);
        if (outcome === 'collided') return 'collided';
        current = next;
      }
      return current.to;
    },
  };
}

function replaces({ version }: LoadingRoster): number | undefined {
  return version === 0 ? undefined : version;
}

function putRecord(table: string, tenant: Tenant, record: PracticeRecord): TransactWriteItem {
  const { odsCode, version } = record;
  const key = { ...registryKeys.record(tenant, odsCode) };
  return put(table, key, attributesOf(record), version === 1 ? undefined : version - 1);
}

function moveItems(
  { registry, pointers }: Database['tables'],
  from: Tenant,
  to: Tenant,
  { was, becomes, before }: Move,
): TransactWriteItem[] {
  const { odsCode } = becomes;
  return [
    remove(registry, { ...registryKeys.record(from, odsCode) }, was.version),
    put(registry, { ...registryKeys.record(to, odsCode) }, attributesOf(becomes), undefined),
    put(pointers, pointerKeys.practice(odsCode), { icb: to, before: [...before] }, 'any'),
  ];
}

function without(roster: LoadingRoster, moves: readonly Move[]): LoadingRoster {
  const gone = new Set(moves.map(({ was }) => was.odsCode));
  return {
    name: roster.name,
    rows: roster.rows.filter(({ odsCode }) => !gone.has(odsCode)),
    version: roster.version + 1,
  };
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}
