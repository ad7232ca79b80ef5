import * as z from 'zod';
import type { Catalogue } from './catalogue.ts';
import { Advice, Dependency, Evidence, Product, ProductId } from './catalogue.ts';
import type { IcbCode } from '../words/codes.ts';
import { AdviceShown } from '../exposure/answer.ts';

/** The most dependencies and pieces of advice that one product of an ICB's own may bring. */
const MOST_DEPENDENCIES = 50;
/** The most characters of a whole product: in UTF-8 they fit the 400 KB that an item of DynamoDB may have. */
const MOST_CHARACTERS = 100_000;

/** What `PUT /products/{id}` takes: a firewall, a data centre, an IT provider, and what stands on what. */
export const OwnProductBody = z
  .strictObject({
    name: Product.shape.name.max(100),
    supplier: Product.shape.supplier.max(100),
    roles: Product.shape.roles.default([]),
    /** What needs what. Each names this product, as what needs (`from`, also when left out) or as what is needed. */
    dependencies: z
      .array(
        z.strictObject({
          ...Dependency.shape,
          from: Dependency.shape.from.optional(),
          evidence: z.array(Evidence).default([]),
        }),
      )
      .max(MOST_DEPENDENCIES)
      .default([]),
    /** Advice that its dependencies name; ids begin with the ICB's code, `qks.`. */
    advice: z.array(Advice).max(MOST_DEPENDENCIES).default([]),
  })
  .refine((body) => JSON.stringify(body).length <= MOST_CHARACTERS, {
    message: `should have ${MOST_CHARACTERS} characters at most`,
  });
/** What `PUT /products/{id}` takes. */
export type OwnProductBody = z.infer<typeof OwnProductBody>;

/** A product of one ICB's own, with what stands on what, as stored. Visible to that ICB alone. */
export const OwnProduct = z.strictObject({
  product: Product,
  dependencies: z.array(z.strictObject({ ...Dependency.shape, evidence: z.array(Evidence) })),
  advice: z.array(Advice),
  /** Goes up by one with every change; the ETag. */
  version: z.int().min(1),
});
/** A product of one ICB's own. */
export type OwnProduct = z.infer<typeof OwnProduct>;

/** What `PUT /products/{id}` answers: the product as it then stands, its dependencies spelt out. */
export const OwnProductAnswer = z.strictObject({
  ...Product.shape,
  ...OwnProduct.omit({ product: true }).shape,
  own: z.literal(true),
});
/** What `PUT /products/{id}` answers. */
export type OwnProductAnswer = z.infer<typeof OwnProductAnswer>;

/** What `GET /products` answers: the national products and the ICB's own, what needs what, and what to do about it. */
export const ProductList = z.strictObject({
  products: z.array(
    z.strictObject({ ...Product.shape, own: z.boolean(), version: z.int().optional() }),
  ),
  dependencies: OwnProduct.shape.dependencies,
  advice: z.record(z.string(), AdviceShown),
});
/** What `GET /products` answers. */
export type ProductList = z.infer<typeof ProductList>;

/** What the ids of an ICB's own products and advice begin with: `qks.`. */
export function ownPrefix(icb: IcbCode): string {
  return `${icb.toLowerCase()}.`;
}

/** True for a product that is some ICB's own. */
export function isOwn(id: ProductId): boolean {
  return id.includes('.');
}

/** The product that an ICB describes, with its dependencies spelt out. */
export function ownProduct(
  id: ProductId,
  { name, supplier, roles, dependencies, advice }: OwnProductBody,
  version: number,
): OwnProduct {
  return {
    product: { id, name, supplier, roles },
    dependencies: dependencies.map((each) => ({ ...each, from: each.from ?? id })),
    advice,
    version,
  };
}

/** The catalogue as one ICB has it: the national one and its own products. */
export function withOwnProducts(catalogue: Catalogue, own: readonly OwnProduct[]): Catalogue {
  if (own.length === 0) return catalogue;
  return {
    ...catalogue,
    products: [...catalogue.products, ...own.map(({ product }) => product)],
    dependencies: [...catalogue.dependencies, ...own.flatMap(({ dependencies }) => dependencies)],
    advice: [...catalogue.advice, ...own.flatMap(({ advice }) => advice)],
  };
}
