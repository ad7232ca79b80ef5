import type { Catalogue } from '../catalogue/catalogue.ts';
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
  const needing = new Map<string, string[]>();
  for (const { from, needs } of dependencies) {
    for (const need of needs) needing.set(need, [...(needing.get(need) ?? []), from]);
  }
  const isNameable = (id: string): boolean => Role.safeParse(id).success || nameable.has(id);
  return [...new Set(affected.map(({ product }) => product))].filter((product) => {
    const reached = new Set<string>([product]);
    // What is added while it is gone through is gone through too.
    for (const id of reached) for (const from of needing.get(id) ?? []) reached.add(from);
    return ![...reached].some(isNameable);
  });
}
