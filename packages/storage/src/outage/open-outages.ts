import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Outage, ProductId, Tenant } from '@registry/domain';
import { OutageId, Refusal } from '@registry/domain';
import type { Database, Key } from '../database.ts';
import { itemOf, put } from '../database.ts';
import { outageKeys } from '../keys.ts';
import { readable, readableOf } from '../readable.ts';
import { getItem, getItems } from '../reads.ts';
import { OutageItem } from './outage-items.ts';

const OpenItem = z.object({ outage: OutageId });

/**
 * What says which product has an open outage in an ICB. One that the ICB declared keeps a second
 * from being declared; a national one is only marked.
 */
export function createOpenOutages(db: Database) {
  const { outages: table } = db.tables;

  return {
    /** Throws `already-open` as said below. */
    requireNoOther: (tenant: Tenant, outage: Outage) => requireNoOther(db, tenant, outage),

    /** Ids of the outages by which these products were marked open, national ones among them. */
    async idsOf(tenant: Tenant, products: readonly ProductId[]): Promise<OutageId[]> {
      const keys = products.flatMap((product) => [
        { ...outageKeys.open(tenant, product) },
        { ...outageKeys.openNationally(tenant, product) },
      ]);
      return [...new Set(await marksOf(db, keys))].sort();
    },

    /**
     * Takes the products of an outage, over those that `requireNoOther` gave for it. Nothing is
     * written where another outage takes one meanwhile.
     */
    take(tenant: Tenant, { products, id }: Outage, over: readonly OutageId[]): TransactWriteItem[] {
      return products.map((product) =>
        takeOne(table, { ...outageKeys.open(tenant, product) }, id, over),
      );
    },

    /**
     * Frees the products of an outage that ends, but for those that another has taken since, and
     * takes them again for one that is opened again. Throws as `requireNoOther`.
     */
    async change(tenant: Tenant, was: Outage, is: Outage): Promise<TransactWriteItem[]> {
      if ((was.status === 'resolved') === (is.status === 'resolved')) return [];
      const keys = is.products.map((product) => ({ ...outageKeys.open(tenant, product) }));
      if (is.status === 'resolved') return freed(db, keys, is.id);
      const over = await requireNoOther(db, tenant, is);
      return keys.map((key) => takeOne(table, key, is.id, over));
    },

    /** Marks that a national outage is open here, or no longer. */
    async markNational(
      tenant: Tenant,
      { id, status, products }: Outage,
    ): Promise<TransactWriteItem[]> {
      const keys = products.map((product) => ({ ...outageKeys.openNationally(tenant, product) }));
      if (status !== 'resolved') return keys.map((key) => put(table, key, { outage: id }, 'any'));
      // Another national outage of the product may have been declared since.
      return freed(db, keys, id);
    },
  };
}

function alreadyOpen(open: OutageId): Refusal {
  return new Refusal(
    'already-open',
    `An outage of this product is already open here: join ${open} with POST /outages/${open}/updates, or resolve it first`,
    [{ path: 'products', message: `is already open as ${open}` }],
  );
}

/** By which outage each of these products is marked, where it can be read. */
async function marksOf(db: Database, keys: readonly Key[]): Promise<OutageId[]> {
  const items = await getItems(db, db.tables.outages, keys);
  return readableOf(db, OpenItem, items).map(({ outage }) => outage);
}

/**
 * Whether an outage that took a product still keeps it: one that is gone, resolved or cannot be
 * read does not, so that nothing is refused for good.
 */
async function isOpen(db: Database, tenant: Tenant, id: OutageId): Promise<boolean> {
  const item = await getItem(db, db.tables.outages, { ...outageKeys.outage(tenant, id) });
  const held = item && readable(db, OutageItem, item);
  return held !== undefined && held.outage.status !== 'resolved';
}

/**
 * Throws `already-open` when one of its products is open here by another outage; gives those by
 * which one was taken and that no longer keep it.
 */
async function requireNoOther(
  db: Database,
  tenant: Tenant,
  { products, id }: Outage,
): Promise<OutageId[]> {
  const keys = products.map((product) => ({ ...outageKeys.open(tenant, product) }));
  const others = [...new Set(await marksOf(db, keys))].filter((each) => each !== id);
  const stillOpen = await Promise.all(others.map((each) => isOpen(db, tenant, each)));
  const open = others.find((_, index) => stillOpen[index]);
  if (open) throw alreadyOpen(open);
  return others;
}

/** Takes a product for an outage, if nobody has, or only these outages that do not keep it. */
function takeOne(
  table: string,
  key: Key,
  outage: OutageId,
  over: readonly OutageId[],
): TransactWriteItem {
  const names = [outage, ...over].map((_, index) => `:o${index}`);
  return {
    Put: {
      TableName: table,
      Item: itemOf(key, { outage }),
      ConditionExpression: `attribute_not_exists(outage) OR outage IN (${names.join(', ')})`,
      ExpressionAttributeValues: marshall(
        Object.fromEntries([outage, ...over].map((id, index) => [`:o${index}`, id])),
      ),
    },
  };
}

/** Removes those of these marks that are this outage's. */
async function freed(
  db: Database,
  keys: readonly Key[],
  id: OutageId,
): Promise<TransactWriteItem[]> {
  const marks = await Promise.all(keys.map((key) => getItem(db, db.tables.outages, key)));
  return keys
    .filter((_, index) => {
      const mark = marks[index];
      return mark && readable(db, OpenItem, mark)?.outage === id;
    })
    .map((key) => ({ Delete: { TableName: db.tables.outages, Key: marshall(key) } }));
}
