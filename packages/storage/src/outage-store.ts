import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Tenant } from '@registry/domain';
import { Outage, OutageId, OutageNote, OutageUpdate, Refusal } from '@registry/domain';
import type { Database } from './database.ts';
import { getItem, getItems, put, queryItems, transact, untilDone, updateItem } from './database.ts';
import type { Once } from './idempotency.ts';
import { doneBefore, rememberOnce } from './idempotency.ts';
import { outageKeys } from './keys.ts';
import type { TrailEntry } from './trail.ts';
import { trailWrite } from './trail.ts';

const OutageItem = z.object({ outage: Outage, version: z.int() });
const UpdateItem = z.object({ update: OutageUpdate });
const NoteItem = z.object({ note: OutageNote });
const OpenItem = z.object({ outage: OutageId });

/** An outage and its update, to be written together with what records the act. */
export interface OutageChange {
  outage: Outage;
  update: OutageUpdate;
  trail: TrailEntry;
}

/** Reads and writes outages and their story. */
export type OutageStore = ReturnType<typeof createOutageStore>;

/** Makes a store over what the database's credentials can reach. */
export function createOutageStore(db: Database) {
  const { outages: table, registry } = db.tables;

  async function readItem(tenant: Tenant, id: OutageId) {
    const item = await getItem(db, table, { ...outageKeys.outage(tenant, id) });
    return item && OutageItem.parse(item);
  }

  async function requireItem(tenant: Tenant, id: OutageId) {
    const item = await readItem(tenant, id);
    if (item) return item;
    throw new Refusal('not-found', `There is no outage ${id} here`);
  }

  async function openElsewhere(tenant: Tenant, { products, id }: Outage) {
    const keys = products.map((product) => ({ ...outageKeys.open(tenant, product) }));
    const items = await getItems(db, table, keys);
    return items.map((item) => OpenItem.parse(item).outage).find((open) => open !== id);
  }

  return {
    /** One outage, or undefined. */
    async read(tenant: Tenant, id: OutageId): Promise<Outage | undefined> {
      return (await readItem(tenant, id))?.outage;
    },

    /** The outage declared before under this key, if any. Throws `key-reused` when the key stood for another request. */
    async declaredBefore(tenant: Tenant, once: Once | undefined): Promise<Outage | undefined> {
      const before = await doneBefore(db, tenant, once);
      return before === undefined
        ? undefined
        : (await requireItem(tenant, OutageId.parse(before))).outage;
    },

    /** Every outage of this ICB, latest first. */
    async list(tenant: Tenant): Promise<Outage[]> {
      // ULIDs begin with 0 until the year 3084; the partition's OPEN# items do not.
      const items = await queryItems(db, table, `ICB#${tenant}#OUTAGES`, '0');
      return items.map((item) => OutageItem.parse(item).outage).reverse();
    },

    /** An outage's updates and notes, oldest first. */
    async readStory(
      tenant: Tenant,
      id: OutageId,
    ): Promise<{ updates: OutageUpdate[]; notes: OutageNote[] }> {
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

    /**
     * Writes a new outage, its first update, the trail and the idempotency key in one transaction, and gives the outage:
     * the one declared before under the same key, if so. Throws `conflict` when one of its products is already open here.
     */
    async declare(tenant: Tenant, change: OutageChange, once?: Once): Promise<Outage> {
      return untilDone(db, async () => {
        const before = await doneBefore(db, tenant, once);
        if (before) return (await requireItem(tenant, OutageId.parse(before))).outage;
        const open = await openElsewhere(tenant, change.outage);
        if (open) throw alreadyOpen(open);
        const outcome = await transact(db, [
          ...newOutage(table, tenant, change),
          ...change.outage.products.map((product) =>
            put(
              table,
              { ...outageKeys.open(tenant, product) },
              { outage: change.outage.id },
              undefined,
            ),
          ),
          ...rememberOnce(registry, tenant, once, change.outage.id),
          trailWrite(registry, tenant, change.trail),
        ]);
        return outcome === 'done' ? change.outage : 'again';
      });
    },

    /** Copies an update of a national outage, and the outage as it is, into an ICB in scope; an update that is there stays. */
    async copy(tenant: Tenant, outage: Outage, update: OutageUpdate): Promise<void> {
      const key = { ...outageKeys.update(tenant, outage.id, update.number) };
      await untilDone(db, async () => {
        if (await getItem(db, table, key)) return 'done';
        const held = await readItem(tenant, outage.id);
        // The outage may be further on than this update, here as well as there: the later state stands.
        const latest = held && held.outage.lastUpdate > outage.lastUpdate ? held.outage : outage;
        const item = { outage: latest, version: (held?.version ?? 0) + 1 };
        const outcome = await transact(db, [
          put(table, { ...outageKeys.outage(tenant, outage.id) }, item, held?.version),
          put(table, key, { update }, undefined),
        ]);
        return outcome === 'done' ? outcome : 'again';
      });
    },

    /**
     * Adds an update as `decide` makes it of the outage held, in one transaction with the trail, and gives the outage as it is then.
     * Throws `not-found` for an outage that is not this ICB's.
     */
    async addUpdate(
      tenant: Tenant,
      id: OutageId,
      decide: (held: Outage) => OutageChange,
      once?: Once,
    ): Promise<Outage> {
      return untilDone(db, async () => {
        const held = await requireItem(tenant, id);
        if (await doneBefore(db, tenant, once)) return held.outage;
        const change = decide(held.outage);
        const outcome = await transact(db, [
          put(
            table,
            { ...outageKeys.outage(tenant, id) },
            { outage: change.outage, version: held.version + 1 },
            held.version,
          ),
          put(
            table,
            { ...outageKeys.update(tenant, id, change.update.number) },
            { update: change.update },
            undefined,
          ),
          ...(await openChanges(tenant, held.outage, change.outage)),
          ...rememberOnce(registry, tenant, once, id),
          trailWrite(registry, tenant, change.trail),
        ]);
        return outcome === 'done' ? change.outage : 'again';
      });
    },

    /** Adds an action taken or a statement. Throws `not-found` for an outage that is not this ICB's. */
    async addNote(
      tenant: Tenant,
      id: OutageId,
      note: OutageNote,
      trail: TrailEntry,
      once?: Once,
    ): Promise<void> {
      await untilDone(db, async () => {
        await requireItem(tenant, id);
        if (await doneBefore(db, tenant, once)) return 'done';
        const outcome = await transact(db, [
          put(table, { ...outageKeys.note(tenant, id, trail.id) }, { note }, undefined),
          ...rememberOnce(registry, tenant, once, id),
          trailWrite(registry, tenant, trail),
        ]);
        return outcome === 'done' ? 'done' : 'again';
      });
    },

    /** Marks an update as raised: every practice has its row and its alert is published. */
    async markRaised(tenant: Tenant, id: OutageId, number: number, at: string): Promise<void> {
      await updateItem(db, {
        TableName: table,
        Key: marshall(outageKeys.update(tenant, id, number)),
        UpdateExpression: 'SET #update.raisedAt = if_not_exists(#update.raisedAt, :at)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#update': 'update' },
        ExpressionAttributeValues: marshall({ ':at': at }),
      });
    },
  };

  /** Frees the products of an outage that ends, and takes them again for one that is opened again. */
  async function openChanges(
    tenant: Tenant,
    was: Outage,
    is: Outage,
  ): Promise<TransactWriteItem[]> {
    if ((was.status === 'resolved') === (is.status === 'resolved')) return [];
    if (is.status !== 'resolved') {
      const open = await openElsewhere(tenant, is);
      if (open) throw alreadyOpen(open);
    }
    return is.products.map((product) => {
      const key = { ...outageKeys.open(tenant, product) };
      if (is.status !== 'resolved') return put(table, key, { outage: is.id }, 'any');
      return { Delete: { TableName: table, Key: marshall(key) } };
    });
  }
}

function newOutage(
  table: string,
  tenant: Tenant,
  { outage, update }: Pick<OutageChange, 'outage' | 'update'>,
): TransactWriteItem[] {
  const { id } = outage;
  return [
    put(table, { ...outageKeys.outage(tenant, id) }, { outage, version: 1 }, undefined),
    put(table, { ...outageKeys.update(tenant, id, update.number) }, { update }, undefined),
  ];
}

function alreadyOpen(open: OutageId): Refusal {
  return new Refusal(
    'conflict',
    `An outage of this product is already open here: join ${open} with POST /outages/${open}/updates, or resolve it first`,
    [{ path: 'products', message: `is already open as ${open}` }],
  );
}
