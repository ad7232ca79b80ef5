import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Needers } from '../catalogue/needers.ts';
import { reachedFrom } from '../catalogue/needers.ts';
import type { ProductId } from '../catalogue/product.ts';
import { Role } from '../words/role.ts';
import type { Affected } from './answer.ts';

/**
 * Those of the products in trouble that no record can name, nor anything that needs them, at
 * whatever remove and on whatever day: whom they touch, nobody can say.
 */
export function unnameableOf(
  affected: readonly Affected[],
  { products, dependencies }: Catalogue,
): ProductId[] {
  const nameable = new Set<string>(products.flatMap(({ id, roles }) => (roles.length ? id : [])));
  const isNameable = (id: string): boolean => Role.safeParse(id).success || nameable.has(id);
  const unnamed = new Set(affected.map(({ product }) => product).filter((id) => !isNameable(id)));
  // Nearly every question is about products that fill a role: it needs no search.
  if (unnamed.size === 0) return [];
  const needers = needersOf(dependencies);
  return [...unnamed].filter((product) => ![...reachedFrom(product, needers)].some(isNameable));
}

function needersOf(dependencies: Catalogue['dependencies']): Needers {
  const needers = new Map<string, Set<string>>();
  for (const { from, needs } of dependencies) {
    for (const need of needs) needers.set(need, (needers.get(need) ?? new Set()).add(from));
  }
  return needers;
}
