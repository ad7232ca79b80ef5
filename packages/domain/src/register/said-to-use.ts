import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ProductId } from '../catalogue/product.ts';
import type { Role } from '../words/role.ts';
import type { PracticeRecord, Statement } from './record.ts';
import { recordedRoles } from './recorded-roles.ts';
import type { SystemEntry } from './system-entry.ts';

/** A product, and the role that it fills wherever it is used. */
export interface ProductInRole {
  product: ProductId;
  role: Role;
}

/**
 * What a practice's record can hold of these products: of one alone, in its one role. Undefined
 * where "we use it" would leave open what is used, or for what.
 */
export function recordable(
  products: readonly ProductId[],
  catalogue: Catalogue,
): ProductInRole | undefined {
  const [product, ...others] = products;
  if (product === undefined || others.length > 0) return undefined;
  const [role, ...more] = catalogue.products.find(({ id }) => id === product)?.roles ?? [];
  return role === undefined || more.length > 0 ? undefined : { product, role };
}

/**
 * A record after its practice has said that it uses a product: declared by itself, as of now. It
 * stands beside what the practice had declared in that role, but for "none" and for what
 * contradicted another source: its new word settles that.
 */
export function withUse(
  held: PracticeRecord,
  { product, role }: ProductInRole,
  at: string,
): PracticeRecord {
  const before: Statement = held.declared ?? { systems: [], contacts: [], continuity: {}, at };
  const isDoubtful = recordedRoles(held).some((each) => each.role === role && each.contradictory);
  const stays = (system: SystemEntry): boolean =>
    system.role !== role || (!isDoubtful && system.product !== null && system.product !== product);
  const since = new Map(
    before.systems.map((each) => [each.role, before.since?.[each.role] ?? before.at]),
  );
  return {
    ...held,
    version: held.version + 1,
    declared: {
      ...before,
      systems: [...before.systems.filter(stays), { role, product }],
      at,
      since: Object.fromEntries(since.set(role, at)),
    },
  };
}
