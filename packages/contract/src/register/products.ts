import * as z from 'zod';
import {
  AdviceShown,
  OwnProduct,
  OwnProductDescription,
  Product,
  ProductId,
} from '@registry/domain';
import { limits } from '../limits.ts';
import { operation, unused } from '../operation.ts';

/** What `PUT /products/{id}` takes: a firewall, a data centre, and what stands on what. */
export const OwnProductBody = OwnProductDescription.refine(
  (body) => JSON.stringify(body).length <= limits.ownProductCharacters,
  { message: `should have ${limits.ownProductCharacters} characters at most` },
);
/** What `PUT /products/{id}` takes. */
export type OwnProductBody = z.infer<typeof OwnProductBody>;

/** What `PUT /products/{id}` answers: the product as it now stands, its dependencies spelt out. */
export const OwnProductAnswer = z.strictObject({
  ...Product.shape,
  ...OwnProduct.omit({ product: true }).shape,
  own: z.literal(true),
});
/** What `PUT /products/{id}` answers. */
export type OwnProductAnswer = z.infer<typeof OwnProductAnswer>;

/** What `GET /products` answers: products, what needs what, and what to do about it. */
export const ProductList = z.strictObject({
  products: z.array(
    z.strictObject({ ...Product.shape, own: z.boolean(), version: z.int().optional() }),
  ),
  dependencies: OwnProduct.shape.dependencies,
  /** By its id. */
  advice: z.record(z.string(), AdviceShown),
});
/** What `GET /products` answers. */
export type ProductList = z.infer<typeof ProductList>;

/** `GET /products`. */
export const listProducts = operation('GET /products', {
  summary: 'The catalogue: national products and, for an ICB and its practices, the ICB’s own',
  path: unused,
  query: unused,
  body: unused,
  answers: { 200: { description: 'The catalogue as the caller has it', body: ProductList } },
  problems: ['not-found'],
});

const kept = {
  description: 'The product as it now stands',
  body: OwnProductAnswer,
  headers: { ETag: 'The version of the product, for If-Match' },
};

/** `PUT /products/{id}`. */
export const keepProduct = operation('PUT /products/{id}', {
  summary: 'Describe one of the ICB’s own products, in place of what it said of it before',
  path: z.object({ id: ProductId.max(limits.productIdCharacters) }),
  query: unused,
  body: OwnProductBody,
  bodyExample: {
    name: 'County firewall',
    supplier: 'Fictional Networks',
    roles: ['network'],
    dependencies: [{ needs: ['hscn'], effect: 'unavailable' }],
  },
  heeds: ['If-Match'],
  answers: { 200: kept, 201: { ...kept, description: 'The product, which is new' } },
  problems: ['national-product', 'not-found', 'changed-meanwhile'],
});
