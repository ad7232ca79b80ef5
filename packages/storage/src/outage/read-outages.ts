import type { KeptPractice, OutageNote, OutageUpdate, ProductId, Tenant } from '@registry/domain';
import type { Outage, OutageId } from '@registry/domain';
import { Refusal } from '@registry/domain';
import type { Database } from '../database.ts';
import { queryItems } from '../database.ts';
import { outageKeys } from '../keys.ts';
import { getItem } from '../reads.ts';
import { decodeExposure } from './exposure-codec.ts';
import { createOpenOutages } from './open-outages.ts';
import { ExposureItem, NoteItem, OutageItem, UpdateItem, updateKey } from './outage-items.ts';

/** An outage's item, with its version; undefined where there is none. */
export async function readOutageItem(db: Database, tenant: Tenant, id: OutageId) {
  const item = await getItem(db, db.tables.outages, { ...outageKeys.outage(tenant, id) });
  return item && OutageItem.parse(item);
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
      // ULIDs begin with 0 until the year 3084; the partition's OPEN# items do not.
      const items = await queryItems(db, table, `ICB#${tenant}#OUTAGES`, '0');
      return items.map((item) => OutageItem.parse(item).outage).reverse();
    },

    /** The outages of these products that are not resolved here, national ones among them. */
    async listOpen(tenant: Tenant, products: readonly ProductId[]): Promise<Outage[]> {
      const ids = await open.idsOf(tenant, products);
      const outages = await Promise.all(ids.map((id) => readOutageItem(db, tenant, id)));
      return outages.flatMap((item) =>
        item && item.outage.status !== 'resolved' ? [item.outage] : [],
      );
    },

    /** An outage's updates and notes, oldest first. */
    async readStory(tenant: Tenant, id: OutageId): Promise<OutageStory> {
      const { pk } = outageKeys.update(tenant, id, 1);
      const [updates, notes] = await Promise.all([
        queryItems(db, table, pk, 'UPDATE#'),
        queryItems(db, table, pk, 'NOTE#'),
      ]);
      return {
        updates: updates.map((item) => UpdateItem.parse(item).update),
        notes: notes.map((item) => NoteItem.parse(item).note),
      };
    },

    /** One update, or undefined. */
    async readUpdate(tenant: Tenant, id: OutageId, number: number) {
      const item = await getItem(db, table, updateKey(tenant, id, number));
      return item && UpdateItem.parse(item).update;
    },

    /** The exposure kept with an update, or undefined. */
    async readExposure(
      tenant: Tenant,
      id: OutageId,
      number: number,
    ): Promise<KeptPractice[] | undefined> {
      const item = await getItem(db, table, { ...outageKeys.exposure(tenant, id, number) });
      return item && decodeExposure(ExposureItem.parse(item).practices);
    },
  };
}
