import type { Catalogue, ProductId } from '@registry/domain';
import { Refusal } from '@registry/domain';
import { nearestProducts } from './nearest-products.ts';

/**
 * The products asked for, each once, sorted. Throws an `invalid` refusal at `path` for those that the catalogue does not have,
 * naming the nearest that it has.
 */
export function knownProducts(
  asked: readonly ProductId[],
  catalogue: Catalogue,
  path: string,
): ProductId[] {
  const products = [...new Set(asked)].sort();
  const errors = products
    .filter((product) => !catalogue.products.some(({ id }) => id === product))
    .map((product) => {
      const near = nearestProducts(product, catalogue);
      const hint = near.length > 0 ? `; the nearest are ${near.join(', ')}` : '';
      return { path, message: `there is no product ${product}${hint}` };
    });
  if (errors.length === 0) return products;
  throw new Refusal('invalid', errors.map(({ message }) => message).join('. '), errors);
}
