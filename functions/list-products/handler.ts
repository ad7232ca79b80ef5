import { catalogue } from '@registry/catalogue';
import type { Caller, OwnProduct, ProductList } from '@registry/domain';
import { adviceShown, withOwnProducts } from '@registry/domain';
import type { Access } from '@registry/http';
import { createRoute, json, reachPractice, unused } from '@registry/http';
import { createProductStore } from '@registry/storage';

/** `GET /products`: the national catalogue, with the ICB's own products for that ICB and its practices. */
export const handler = createRoute(
  { callers: ['practice', 'icb', 'national'], path: unused, query: unused, body: unused },
  async ({ caller, access, now }) => {
    const own = await ownProducts(caller, access);
    const merged = withOwnProducts(catalogue, own);
    const versions = new Map(own.map(({ product, version }) => [product.id, version]));
    const list: ProductList = {
      products: merged.products.map((product) => {
        const version = versions.get(product.id);
        return { ...product, own: version !== undefined, ...(version && { version }) };
      }),
      dependencies: merged.dependencies,
      advice: adviceShown(merged, undefined, now),
    };
    return json(list);
  },
);

async function ownProducts(caller: Caller, access: Access): Promise<readonly OwnProduct[]> {
  if (caller.role === 'national') return [];
  if (caller.role === 'icb') {
    return createProductStore(access.tenant(caller.tenant)).list(caller.tenant);
  }
  const { tenant, database } = await reachPractice(caller, access, caller.practice);
  return createProductStore(database).list(tenant);
}
