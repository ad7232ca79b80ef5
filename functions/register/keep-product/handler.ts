import { ulid } from 'ulid';
import * as z from 'zod';
import { catalogue } from '@registry/catalogue';
import type { OwnProductAnswer } from '@registry/domain';
import { OwnProductBody, ownProduct, ProductId } from '@registry/domain';
import { createRoute, etag, json, requireMatch, unused } from '@registry/http';
import { createProductStore } from '@registry/storage';
import { checkOwnProduct, requireOwnId } from './check-own-product.ts';

/** `PUT /products/{id}`: one of the ICB's own products, such as its firewall or data centre, and what stands on what. */
export const handler = createRoute(
  {
    callers: ['icb'],
    // It is a key in the store, which takes no long ones.
    path: z.object({ id: ProductId.max(100) }),
    query: unused,
    body: OwnProductBody,
  },
  async ({ caller, access, path: { id }, body, header, now }) => {
    const { tenant } = caller;
    requireOwnId(id, tenant);
    const own = await createProductStore(access.tenant(tenant)).put(tenant, id, (held) => {
      const version = held.find(({ product }) => product.id === id)?.version ?? 0;
      requireMatch(header('if-match'), version);
      const next = ownProduct(id, body, version + 1);
      const others = held.filter(({ product }) => product.id !== id);
      checkOwnProduct(body, next, others, catalogue);
      return {
        own: next,
        trail: {
          at: now.toISOString(),
          id: ulid(now.getTime()),
          by: { role: caller.role, org: tenant, subject: caller.subject },
          act: `product put: ${id}`,
        },
      };
    });
    const { product, ...rest } = own;
    const answer: OwnProductAnswer = { ...product, ...rest, own: true };
    return json(answer, own.version === 1 ? 201 : 200, { etag: etag(own.version) });
  },
);
