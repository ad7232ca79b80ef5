import { catalogue } from '@registry/catalogue';
import type { Caller, Catalogue, OwnProduct } from '@registry/domain';
import { withOwnProducts } from '@registry/domain';
import type { ProductCache } from '@registry/storage';
import { createProductStore } from '@registry/storage';
import type { Access } from './access.ts';
import { practiceInScope } from './practice.ts';

/**
 * An ICB's products hardly ever change: neither does the catalogue that they make with the national
 * one.
 */
const merged = new WeakMap<readonly OwnProduct[], Catalogue>();

/** The own products that a caller sees besides the national ones: none for NHS England. */
export async function ownProductsInScope(
  caller: Caller,
  access: Access,
  cache: ProductCache,
): Promise<readonly OwnProduct[]> {
  if (caller.role === 'national') return [];
  if (caller.role === 'icb') {
    return createProductStore(access.tenant(caller.tenant), cache).list(caller.tenant);
  }
  const { tenant, database } = await practiceInScope(caller, access, caller.practice);
  return createProductStore(database).list(tenant);
}

/**
 * The national catalogue with these products of an ICB's own; the same one as long as nothing has
 * changed.
 */
export function catalogueWith(own: readonly OwnProduct[]): Catalogue {
  const known = merged.get(own) ?? withOwnProducts(catalogue, own);
  merged.set(own, known);
  return known;
}
