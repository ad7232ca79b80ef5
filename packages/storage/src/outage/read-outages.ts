import type { KeptPractice, OutageNote, OutageUpdate, ProductId, Tenant } from '@registry/domain';
import type { IcbCode, Outage, OutageId } from '@registry/domain';
import { Refusal } from '@registry/domain';
import type { Database } from '../database.ts';
import { queryItems } from '../database.ts';
import { outageKeys } from '../keys.ts';
import { readable, readableOf, requireReadable } from '../readable.ts';
import { getItem } from '../reads.ts';
import { createOpenOutages } from './open-outages.ts';
import { ExposureItem, NoteItem, OutageItem, UpdateItem, updateKey } from './outage-items.ts';

/**
 * An outage's item, with its version; undefined where there is none. Throws `unreadable` for one of
 * a form unknown.
 */
export async function readOutageItem(db: Database, tenant: Tenant, id: OutageId) {
  const item = await getItem(db, db.tables.outages, { ...outageKeys.outage(tenant, id) });
  return item && requireReadable(db, OutageItem, item);
}

/** As `readOutageItem`. Throws `not-found` for an outage that is not this ICB's. */
export async function requireOutageItem(db: Database, tenant: Tenant, id: OutageId) {
  const item = await readOutageItem(db, tenant, id);
  if (item) return item;
  throw new Refusal('not-found', `There is no outage ${id} here`);
}

/** An outage's updates and notes, oldest first. */
export interface OutageStory {
  updates: OutageUpdate[];
  notes: OutageNote[];
}

/** What reads outages and their story. */
export function createOutageReads(db: Database) {
  const { outages: table } = db.tables;
  const open = createOpenOutages(db);

  /** The items of an ICB's outages, latest first. */
  async function itemsOf(tenant: Tenant) {
    // ULIDs begin with 0 until the year 3084; the partition's OPEN# items do not.
    const items = await queryItems(db, table, `ICB#${tenant}#OUTAGES`, '0');
    return readableOf(db, OutageItem, items).reverse();
  }

  return {
    /** One outage, or undefined. */
    async read(tenant: Tenant, id: OutageId): Promise<Outage | undefined> {
      return (await readOutageItem(db, tenant, id))?.outage;
    },

    /** One outage. Throws `not-found` for one that is not this ICB's. */
    async require(tenant: Tenant, id: OutageId): Promise<Outage> {
      return (await requireOutageItem(db, tenant, id)).outage;
    },

    /** Every outage of this ICB, latest first. */
    async list(tenant: Tenant): Promise<Outage[]> {
      return (await itemsOf(tenant)).map(({ outage }) => outage);
    },

    /** The outages that have updates which may not be raised yet, latest first. */
    async listUnraised(tenant: Tenant): Promise<Outage[]> {
      return (await itemsOf(tenant))
        .filter(({ outage, raised = 0 }) => raised < outage.lastUpdate)
        .map(({ outage }) => outage);
    },

    /** The outages of these products that are not resolved here, national ones among them. */
    async listOpen(tenant: Tenant, products: readonly ProductId[]): Promise<Outage[]> {
      const ids = await open.idsOf(tenant, products);
      const keys = ids.map((id) => ({ ...outageKeys.outage(tenant, id) }));
      const items = await Promise.all(keys.map((key) => getItem(db, table, key)));
      return items
        .flatMap((item) => (item && readable(db, OutageItem, item)?.outage) ?? [])
        .filter(({ status }) => status !== 'resolved');
    },

    /** An outage's updates and notes, oldest first. */
    async readStory(tenant: Tenant, id: OutageId): Promise<OutageStory> {
      const { pk } = outageKeys.update(tenant, id, 1);
      const [updates, notes] = await Promise.all([
        queryItems(db, table, pk, 'UPDATE#'),
        queryItems(db, table, pk, 'NOTE#'),
      ]);
      return {
        updates: readableOf(db, UpdateItem, updates).map(({ update }) => update),
        notes: readableOf(db, NoteItem, notes).map(({ note }) => note),
      };
    },

    /** One update; undefined where there is none, or none that can be read. */
    async readUpdate(tenant: Tenant, id: OutageId, number: number) {
      const item = await getItem(db, table, updateKey(tenant, id, number));
      return item && readable(db, UpdateItem, item)?.update;
    },

    /**
     * The ICBs that have their copy of this national update, or whom it does not concern. Throws
     * `unreadable` for one of a form unknown.
     */
    async readCopied(national: Tenant, id: OutageId, number: number): Promise<Set<IcbCode>> {
      const item = await getItem(db, table, updateKey(national, id, number));
      return (item && requireReadable(db, UpdateItem, item).copiedTo) ?? new Set();
    },

    /** The exposure kept with an update; undefined where none is, or none that can be read. */
    async readExposure(
      tenant: Tenant,
      id: OutageId,
      number: number,
    ): Promise<KeptPractice[] | undefined> {
      const item = await getItem(db, table, { ...outageKeys.exposure(tenant, id, number) });
      return item && readable(db, ExposureItem, item);
    },
  };
}
