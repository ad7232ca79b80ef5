import { OwnProductAnswer, ProductList } from '@registry/contract';
import type { Caller } from './call.ts';
import { etagOf, parsed, segment } from './call.ts';

/** An ICB's own product with the ETag to send back as `ifMatch`. */
interface TaggedProduct {
  product: OwnProductAnswer;
  etag: string;
}

/** The products there are: national ones and, for an ICB and its practices, the ICB's own. */
export interface ProductApi {
  listProducts(): Promise<ProductList>;
  /**
   * Puts one of the caller's own products; `body` is in OwnProductBody's form, which the API
   * checks, saying what is wrong.
   */
  putProduct(id: string, body: object, options?: { ifMatch?: string }): Promise<TaggedProduct>;
}

/** The calls that concern products. */
export function createProductApi(call: Caller): ProductApi {
  return {
    listProducts: async () => parsed(ProductList, await call('GET', '/products')),
    putProduct: async (id, body, { ifMatch } = {}) => {
      const answer = await call('PUT', `/products/${segment(id)}`, {
        body,
        // Done twice, the second would be told that the product has changed since.
        repeatable: ifMatch === undefined,
        ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }),
      });
      const etag = etagOf(answer);
      return { product: await parsed(OwnProductAnswer, answer), etag };
    },
  };
}
