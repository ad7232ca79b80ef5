import { nearestHint } from '@registry/catalogue';
import type { ProductList } from '@registry/contract';
import type { ProductId, Role } from '@registry/domain';
import { UsageError } from '../terminal/failure.ts';

/**
 * Throws UsageError for a product that there is not, naming the nearest that there are, and for one
 * that cannot fill the role.
 */
export function refuseUnfit(
  products: ProductList['products'],
  product: ProductId,
  role: Role,
): void {
  const known = products.find(({ id }) => id === product);
  if (!known) {
    const hint = nearestHint(product, { products, dependencies: [], advice: [] });
    throw new UsageError(
      `There is no product ${product}${hint}. An ICB’s own is put first: registry product put --help`,
    );
  }
  if (known.roles.includes(role)) return;
  const can = known.roles.length > 0 ? `it can fill ${known.roles.join(', ')}` : 'it fills no role';
  throw new UsageError(`${product} cannot fill the role ${role}: ${can}.`);
}
