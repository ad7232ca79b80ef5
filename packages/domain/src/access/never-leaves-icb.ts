import type { Product } from '../catalogue/product.ts';
import type { Role } from '../words/role.ts';
import { isOwn } from '../catalogue/own-product.ts';
import type { RecordedRole, Roster } from '../register/roster.ts';

/** What is recorded of these never leaves the ICB: it would tell an attacker where to begin. */
const privateRoles: ReadonlySet<Role> = new Set<Role>(['endpoint-security', 'network']);

/**
 * True for what never leaves the ICB: what protects and connects its practices, and its own
 * products.
 */
export function isPrivate({ id, roles }: Pick<Product, 'id' | 'roles'>): boolean {
  return isOwn(id) || roles.some((role) => privateRoles.has(role));
}

/**
 * A roster as somebody outside the ICB may see it. What protects and connects its practices counts
 * as not recorded; so does a role that only the ICB's own products fill.
 */
export function seenFromOutside(roster: Roster): Roster {
  const known = seen.get(roster) ?? hidePrivate(roster);
  seen.set(roster, known);
  return known;
}

/** A roster is looked at again with every question. */
const seen = new WeakMap<Roster, Roster>();

function hidePrivate(roster: Roster): Roster {
  const shown = new Map<readonly RecordedRole[], readonly RecordedRole[]>();
  for (const { roles } of roster.rows) {
    if (!shown.has(roles)) shown.set(roles, rolesSeen(roles));
  }
  if ([...shown].every(([roles, open]) => roles === open)) return roster;
  return {
    ...roster,
    rows: roster.rows.map((row) => ({ ...row, roles: shown.get(row.roles) ?? [] })),
  };
}

function rolesSeen(roles: readonly RecordedRole[]): readonly RecordedRole[] {
  const hides = ({ role, products }: RecordedRole) =>
    privateRoles.has(role) || products.some(isOwn);
  if (!roles.some(hides)) return roles;
  return roles
    .filter(({ role }) => !privateRoles.has(role))
    .flatMap((each) => {
      const products = each.products.filter((product) => !isOwn(product));
      // Nothing is left of what was recorded: that is not the same as recorded as none.
      return products.length === 0 && each.products.length > 0 ? [] : [{ ...each, products }];
    });
}
