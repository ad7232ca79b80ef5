import { catalogue } from '@registry/catalogue';
import type { Caller, IcbProfile, OwnProduct, ProductList } from '@registry/domain';
import { adviceShown, withOwnProducts } from '@registry/domain';
import type { Access } from '@registry/http';
import { createRoute, json, reachPractice, unused } from '@registry/http';
import { createProductStore, createProfileStore } from '@registry/storage';

/** `GET /products`: the national catalogue, with the ICB's own products for that ICB and its practices. */
export const handler = createRoute(
  { callers: ['practice', 'icb', 'national'], path: unused, query: unused, body: unused },
  async ({ caller, access, now }) => {
    const { own, profile } = await gather(caller, access);
    const merged = withOwnProducts(catalogue, own);
    const versions = new Map(own.map(({ product, version }) => [product.id, version]));
    const list: ProductList = {
      products: merged.products.map((product) => {
        const version = versions.get(product.id);
        return { ...product, own: version !== undefined, ...(version && { version }) };
      }),
      dependencies: merged.dependencies,
      advice: adviceShown(merged, profile, now),
    };
    return json(list);
  },
);

interface Gathered {
  own: readonly OwnProduct[];
  /** Whose approvals count besides the catalogue's; a practice does not read it. */
  profile?: IcbProfile | undefined;
}

async function gather(caller: Caller, access: Access): Promise<Gathered> {
  if (caller.role === 'national') return { own: [] };
  if (caller.role === 'practice') {
    const { tenant, database } = await reachPractice(caller, access, caller.practice);
    return { own: await createProductStore(database).list(tenant) };
  }
  const { tenant } = caller;
  const database = access.tenant(tenant);
  const [own, { profile }] = await Promise.all([
    createProductStore(database).list(tenant),
    createProfileStore(database).read(tenant),
  ]);
  return { own, profile };
}
