import { catalogue } from '@registry/catalogue';
import type { Caller, Catalogue, OwnProduct } from '@registry/domain';
import { withOwnProducts } from '@registry/domain';
import type { ProductCache } from '@registry/storage';
import { createProductStore } from '@registry/storage';
import type { Access } from './access.ts';

const cache: ProductCache = new Map();
/** An ICB's products hardly ever change: neither does the catalogue that they make with the national one. */
const merged = new WeakMap<readonly OwnProduct[], Catalogue>();

/** The catalogue as a caller has it: the national one, and for an ICB its own products; the same one as long as nothing has changed. */
export async function catalogueInScope(
  caller: Extract<Caller, { role: 'icb' | 'national' }>,
  access: Access,
): Promise<Catalogue> {
  if (caller.role === 'national') return catalogue;
  const { tenant } = caller;
  const own = await createProductStore(access.tenant(tenant), cache).list(tenant);
  const known = merged.get(own) ?? withOwnProducts(catalogue, own);
  merged.set(own, known);
  return known;
}
