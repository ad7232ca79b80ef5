import type { Role } from './role.ts';
import type { RecordedRole, Roster } from './roster.ts';

/** What is recorded of these never leaves the ICB: it would tell an attacker where to begin. */
const privateRoles: ReadonlySet<Role> = new Set<Role>(['endpoint-security', 'network']);

/** A roster as somebody outside the ICB may see it: what protects and connects its practices counts as not recorded. */
export function withoutPrivateRoles(roster: Roster): Roster {
  const shown = new Map<readonly RecordedRole[], readonly RecordedRole[]>();
  for (const { roles } of roster.rows) {
    if (shown.has(roles)) continue;
    const open = roles.filter(({ role }) => !privateRoles.has(role));
    shown.set(roles, open.length === roles.length ? roles : open);
  }
  if ([...shown].every(([roles, open]) => roles === open)) return roster;
  return {
    ...roster,
    rows: roster.rows.map((row) => ({ ...row, roles: shown.get(row.roles) ?? [] })),
  };
}
