import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { KeptPractice, ProductId, Tenant } from '@registry/domain';
import { Outage, OutageId, OutageNote, OutageUpdate, Refusal } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, queryItems, transact, untilDone, updateItem } from '../database.ts';
import { getItem } from '../reads.ts';
import { decodeExposure, encodeExposure } from './exposure-codec.ts';
import type { Once } from '../idempotency.ts';
import { doneBefore, rememberOnce } from '../idempotency.ts';
import { outageKeys } from '../keys.ts';
import { createOpenOutages } from './open-outages.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';

const OutageItem = z.object({ outage: Outage, version: z.int() });
const UpdateItem = z.object({ update: OutageUpdate });
const NoteItem = z.object({ note: OutageNote });
const ExposureItem = z.object({ practices: z.instanceof(Uint8Array) });

/** An outage and its update, to be written together with what records the act. */
export interface OutageChange {
  outage: Outage;
  update: OutageUpdate;
  /** Of every practice in scope, as it was when the update was written. */
  exposure: readonly KeptPractice[];
  trail: TrailEntry;
}

/** Reads and writes outages and their story. */
export type OutageStore = ReturnType<typeof createOutageStore>;

/** Makes a store over what the database's credentials can reach. */
export function createOutageStore(db: Database) {
  const { outages: table, registry } = db.tables;
  const open = createOpenOutages(db);

  async function readItem(tenant: Tenant, id: OutageId) {
    const item = await getItem(db, table, { ...outageKeys.outage(tenant, id) });
    return item && OutageItem.parse(item);
  }

  async function requireItem(tenant: Tenant, id: OutageId) {
    const item = await readItem(tenant, id);
    if (item) return item;
    throw new Refusal('not-found', `There is no outage ${id} here`);
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

    /** The outages of these products that are not resolved here, national ones among them. */
    async listOpen(tenant: Tenant, products: readonly ProductId[]): Promise<Outage[]> {
      const ids = await open.idsOf(tenant, products);
      const outages = await Promise.all(ids.map((id) => readItem(tenant, id)));
      return outages.flatMap((item) =>
        item && item.outage.status !== 'resolved' ? [item.outage] : [],
      );
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

    /** One update, or undefined. */
    async readUpdate(
      tenant: Tenant,
      id: OutageId,
      number: number,
    ): Promise<OutageUpdate | undefined> {
      const item = await getItem(db, table, { ...outageKeys.update(tenant, id, number) });
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

    /**
     * Writes a new outage, its first update, the trail and the idempotency key in one transaction, and gives the outage:
     * the one declared before under the same key, if so. Throws `conflict` when one of its products is already open here.
     */
    async declare(tenant: Tenant, change: OutageChange, once?: Once): Promise<Outage> {
      return untilDone(db, async () => {
        const before = await doneBefore(db, tenant, once);
        if (before) return (await requireItem(tenant, OutageId.parse(before))).outage;
        await open.requireNoOther(tenant, change.outage);
        const outcome = await transact(db, [
          ...newOutage(table, tenant, change),
          ...open.take(tenant, change.outage),
          ...rememberOnce(registry, tenant, once, change.outage.id),
          trailWrite(registry, tenant, change.trail),
        ]);
        return outcome === 'done' ? change.outage : 'again';
      });
    },

    /** Copies an update of a national outage, and the outage as it is, into an ICB in scope; an update that is there stays. */
    async copy(
      tenant: Tenant,
      { outage, update, exposure }: Omit<OutageChange, 'trail'>,
    ): Promise<void> {
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
          putExposure(table, tenant, { outage, update, exposure }),
          ...(await open.markNational(tenant, latest)),
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
          putExposure(table, tenant, change),
          ...(await open.change(tenant, held.outage, change.outage)),
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
}

function putExposure(
  table: string,
  tenant: Tenant,
  { outage, update, exposure }: Omit<OutageChange, 'trail'>,
): TransactWriteItem {
  const key = outageKeys.exposure(tenant, outage.id, update.number);
  return put(table, { ...key }, { practices: encodeExposure(exposure) }, undefined);
}

function newOutage(table: string, tenant: Tenant, change: OutageChange): TransactWriteItem[] {
  const { outage, update } = change;
  const { id } = outage;
  return [
    put(table, { ...outageKeys.outage(tenant, id) }, { outage, version: 1 }, undefined),
    put(table, { ...outageKeys.update(tenant, id, update.number) }, { update }, undefined),
    putExposure(table, tenant, change),
  ];
}
