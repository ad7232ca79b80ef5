import * as z from 'zod';
import type { ProductId, Tenant } from '@registry/domain';
import { OwnProduct, ownPrefix } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, queryItems, transact, untilDone } from '../database.ts';
import { readableOf } from '../readable.ts';
import { getItem } from '../reads.ts';
import { registryKeys } from '../keys.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';

const ProductItem = z.object({ own: OwnProduct });
const VersionItem = z.object({ version: z.int() });

/**
 * Products that a warm function holds, by ICB. Each list is used only when the store says that its
 * version still holds.
 */
export type ProductCache = Map<Tenant, { version: number; own: readonly OwnProduct[] }>;

/** A change to an ICB's own products, as decided from those held. */
export interface ProductChange {
  own: OwnProduct;
  trail: TrailEntry;
}

/** Reads and writes an ICB's own products. */
export type ProductStore = ReturnType<typeof createProductStore>;

/** Makes a store over what the database's credentials can reach. */
export function createProductStore(db: Database, cache: ProductCache = new Map()) {
  const table = db.tables.registry;

  /** Grows by one with every change to any of them; 0 while there are none. */
  async function readVersion(tenant: Tenant): Promise<number> {
    const item = await getItem(db, table, { ...registryKeys.productsVersion(tenant) });
    return item ? VersionItem.parse(item).version : 0;
  }

  async function read(tenant: Tenant) {
    const version = await readVersion(tenant);
    const held = cache.get(tenant);
    if (held?.version === version) return held;
    const { pk } = registryKeys.productsVersion(tenant);
    const items = version === 0 ? [] : await queryItems(db, table, pk, ownPrefix(tenant));
    const fresh = { version, own: readableOf(db, ProductItem, items).map(({ own }) => own) };
    cache.set(tenant, fresh);
    return fresh;
  }

  return {
    /** Every product of this ICB's own, by id: the same list as long as none has changed. */
    async list(tenant: Tenant): Promise<readonly OwnProduct[]> {
      return (await read(tenant)).own;
    },

    /**
     * Puts one product as `decide` makes it of those held, in one transaction with the trail, and
     * gives it as it is then.
     */
    async put(
      tenant: Tenant,
      id: ProductId,
      decide: (held: readonly OwnProduct[]) => ProductChange,
    ): Promise<OwnProduct> {
      return untilDone(db, async () => {
        const { version, own: held } = await read(tenant);
        const before = held.find(({ product }) => product.id === id);
        const { own, trail } = decide(held);
        const outcome = await transact(db, [
          put(
            table,
            { ...registryKeys.product(tenant, id) },
            { own, version: own.version },
            before?.version,
          ),
          put(
            table,
            { ...registryKeys.productsVersion(tenant) },
            { version: version + 1 },
            version === 0 ? undefined : version,
          ),
          trailWrite(table, tenant, trail),
        ]);
        return outcome === 'done' ? own : 'again';
      });
    },
  };
}
