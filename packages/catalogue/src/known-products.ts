import type { Catalogue, IcbCode, ProductId } from '@registry/domain';
import { isOwn, ownPrefix, Refusal } from '@registry/domain';
import { nearestHint } from './nearest-products.ts';

/**
 * The products that an organisation asks for, each once, sorted. Throws `not-found` for another
 * ICB's own product, whether there is such a one or not, and `invalid` at `path` for those that the
 * catalogue does not have, naming the nearest that it has.
 */
export function knownProducts(
  asked: readonly ProductId[],
  catalogue: Catalogue,
  path: string,
  org: IcbCode,
): ProductId[] {
  const products = [...new Set(asked)].sort();
  const foreign = products.find((id) => isOwn(id) && !id.startsWith(ownPrefix(org)));
  if (foreign) {
    throw new Refusal('not-found', `There is no product ${foreign} that you can see`, [
      { path, message: 'should be a national product or one of your own' },
    ]);
  }
  const errors = products
    .filter((product) => !catalogue.products.some(({ id }) => id === product))
    .map((product) => ({
      path,
      message: `there is no product ${product}${nearestHint(product, catalogue)}`,
    }));
  if (errors.length === 0) return products;
  throw new Refusal('invalid', errors.map(({ message }) => message).join('. '), errors);
}
