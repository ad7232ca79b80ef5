import * as z from 'zod';
import type { Catalogue } from './catalogue.ts';
import { Advice } from './advice.ts';
import { Dependency, Evidence } from './dependency.ts';
import { Product, ProductId } from './product.ts';
import type { IcbCode } from '../words/codes.ts';

/** The most dependencies and pieces of advice that one product of an ICB's own may bring. */
const MOST_DEPENDENCIES = 50;
/**
 * The most things that may meet one need, and pieces of advice on it: whoever is asked has to read
 * them.
 */
const MOST_NAMED = 12;

/** What an ICB says of one of its own: a firewall, a data centre, and what stands on what. */
export const OwnProductDescription = z.strictObject({
  name: Product.shape.name.max(100),
  supplier: Product.shape.supplier.max(100),
  roles: Product.shape.roles.default([]),
  /**
   * What needs what. Each names this product, as what needs (`from`, also when left out) or as what
   * is needed.
   */
  dependencies: z
    .array(
      z.strictObject({
        ...Dependency.shape,
        from: Dependency.shape.from.optional(),
        needs: Dependency.shape.needs.max(MOST_NAMED),
        advice: z.array(z.string()).max(MOST_NAMED).default([]),
        evidence: z.array(Evidence).default([]),
      }),
    )
    .max(MOST_DEPENDENCIES)
    .default([]),
  /** Advice that its dependencies name; ids begin with the ICB's code, `qks.`. */
  advice: z.array(Advice).max(MOST_DEPENDENCIES).default([]),
});
/** What an ICB says of one of its own products. */
export type OwnProductDescription = z.infer<typeof OwnProductDescription>;

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
  { name, supplier, roles, dependencies, advice }: OwnProductDescription,
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
