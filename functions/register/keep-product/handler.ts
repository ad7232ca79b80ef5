import { catalogue } from '@registry/catalogue';
import { operations } from '@registry/contract';
import type { OwnProductAnswer } from '@registry/contract';
import { ownProduct } from '@registry/domain';
import { etag, json, requireMatch, route, serve } from '@registry/http';
import { createProductStore } from '@registry/storage';
import { checkOwnProduct, requireOwnId } from './check-own-product.ts';

/**
 * `PUT /products/{id}`: one of the ICB's own products, such as its firewall or data centre, and
 * what stands on what.
 */
export const handler = serve([
  route(operations.keepProduct, async ({ caller, scope, path: { id }, body, header }) => {
    const { tenant } = caller;
    requireOwnId(id, tenant);
    const products = createProductStore(scope.access.tenant(tenant));
    const own = await products.put(tenant, id, (held) => {
      const version = held.find(({ product }) => product.id === id)?.version ?? 0;
      requireMatch(header('if-match'), version);
      const next = ownProduct(id, body, version + 1);
      checkOwnProduct(body, next, held, catalogue);
      return { own: next, trail: scope.trail(`product put: ${id}`) };
    });
    const { product, ...rest } = own;
    const answer: OwnProductAnswer = { ...product, ...rest, own: true };
    return json(answer, own.version === 1 ? 201 : 200, { etag: etag(own.version) });
  }),
]);
