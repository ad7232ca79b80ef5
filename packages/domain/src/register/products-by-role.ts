import type { ProductId } from '../catalogue/product.ts';
import type { Role } from '../words/role.ts';
import type { SystemEntry } from './system-entry.ts';

/** The products that fill each role that is spoken of; no product where it says none. */
export function productsByRole(systems: readonly SystemEntry[]): Map<Role, ProductId[]> {
  const products = new Map<Role, ProductId[]>();
  for (const { role, product } of systems) {
    const known = products.get(role) ?? [];
    products.set(role, product === null ? known : [...known, product]);
  }
  return products;
}
