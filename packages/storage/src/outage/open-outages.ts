import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Outage, ProductId, Tenant } from '@registry/domain';
import { OutageId, Refusal } from '@registry/domain';
import type { Database } from '../database.ts';
import { put } from '../database.ts';
import { outageKeys } from '../keys.ts';
import { getItem, getItems } from '../reads.ts';

const OpenItem = z.object({ outage: OutageId });

/**
 * What says which product has an open outage in an ICB. One that the ICB declared keeps a second
 * from being declared; a national one is only marked.
 */
export function createOpenOutages(db: Database) {
  const { outages: table } = db.tables;
  const remove = (key: Record<string, string>): TransactWriteItem => ({
    Delete: { TableName: table, Key: marshall(key) },
  });

  /** Throws `already-open` when one of its products is open here by another outage. */
  async function requireNoOther(tenant: Tenant, { products, id }: Outage): Promise<void> {
    const keys = products.map((product) => ({ ...outageKeys.open(tenant, product) }));
    const items = await getItems(db, table, keys);
    const open = items.map((item) => OpenItem.parse(item).outage).find((each) => each !== id);
    if (open) throw alreadyOpen(open);
  }

  return {
    requireNoOther,

    /** Ids of the outages by which these products were marked open, national ones among them. */
    async idsOf(tenant: Tenant, products: readonly ProductId[]): Promise<OutageId[]> {
      const keys = products.flatMap((product) => [
        { ...outageKeys.open(tenant, product) },
        { ...outageKeys.openNationally(tenant, product) },
      ]);
      const items = await getItems(db, table, keys);
      return [...new Set(items.map((item) => OpenItem.parse(item).outage))].sort();
    },

    /** Takes the products of a new outage. */
    take(tenant: Tenant, { products, id }: Outage): TransactWriteItem[] {
      return products.map((product) =>
        put(table, { ...outageKeys.open(tenant, product) }, { outage: id }, undefined),
      );
    },

    /**
     * Frees the products of an outage that ends, and takes them again for one that is opened again.
     * Throws as `requireNoOther`.
     */
    async change(tenant: Tenant, was: Outage, is: Outage): Promise<TransactWriteItem[]> {
      if ((was.status === 'resolved') === (is.status === 'resolved')) return [];
      if (is.status !== 'resolved') await requireNoOther(tenant, is);
      return is.products.map((product) => {
        const key = { ...outageKeys.open(tenant, product) };
        return is.status === 'resolved' ? remove(key) : put(table, key, { outage: is.id }, 'any');
      });
    },

    /** Marks that a national outage is open here, or no longer. */
    async markNational(
      tenant: Tenant,
      { id, status, products }: Outage,
    ): Promise<TransactWriteItem[]> {
      const keys = products.map((product) => ({ ...outageKeys.openNationally(tenant, product) }));
      if (status !== 'resolved') return keys.map((key) => put(table, key, { outage: id }, 'any'));
      const marks = await Promise.all(keys.map((key) => getItem(db, table, key)));
      return keys
        .filter((_, index) => {
          // Another national outage of the product may have been declared since.
          const mark = marks[index];
          return mark && OpenItem.parse(mark).outage === id;
        })
        .map(remove);
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
