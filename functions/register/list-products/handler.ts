import { operations } from '@registry/contract';
import type { ProductList } from '@registry/contract';
import type { Caller } from '@registry/domain';
import { adviceShown } from '@registry/domain';
import { json, route, serve } from '@registry/http';
import { createProfileStore } from '@registry/storage';
import type { Scope } from '@registry/tenancy';

/**
 * `GET /products`: the national catalogue, with the ICB's own products for that ICB and its
 * practices.
 */
export const handler = serve([
  route(operations.listProducts, async ({ caller, scope, now }) => {
    const [own, catalogue, profile] = await Promise.all([
      scope.ownProducts(),
      scope.catalogue(),
      profileOf(caller, scope),
    ]);
    const versions = new Map(own.map(({ product, version }) => [product.id, version]));
    const list: ProductList = {
      products: catalogue.products.map((product) => {
        const version = versions.get(product.id);
        return { ...product, own: version !== undefined, ...(version && { version }) };
      }),
      dependencies: catalogue.dependencies,
      advice: adviceShown(catalogue, profile, now),
    };
    return json(list);
  }),
]);

/** Whose approvals count besides the catalogue's; a practice does not read it. */
async function profileOf(caller: Caller, { access }: Scope) {
  if (caller.role !== 'icb') return undefined;
  const { tenant } = caller;
  return (await createProfileStore(access.tenant(tenant)).read(tenant)).profile;
}
