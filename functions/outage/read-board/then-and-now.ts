import type { Outage, Tenant, ThenAndNow } from '@registry/domain';
import { changesBetween, countTotals, keepExposure, practicesNow, Refusal } from '@registry/domain';
import { createOutageStore } from '@registry/storage';
import type { Scope } from '@registry/tenancy';

/**
 * Exposure when the outage was declared and now, and what changed between; null for an outage whose
 * exposure was not kept. A board is answered without “now” while a roster in its scope cannot be
 * read.
 */
export async function thenAndNow(
  tenant: Tenant,
  scope: Scope,
  outage: Outage,
  now: Date,
): Promise<ThenAndNow | null> {
  const outages = createOutageStore(scope.access.tenant(tenant));
  const [first, then, catalogue, scoped] = await Promise.all([
    outages.readUpdate(tenant, outage.id, 1),
    outages.readExposure(tenant, outage.id, 1),
    scope.catalogue(),
    scope.rosters().catch(whenUnreadable),
  ]);
  if (!first || !then) return null;
  const declared = { at: first.at, totals: first.totals };
  if (!scoped || scoped.unavailable.length > 0) return { declared, now: null, changes: null };
  const practices = practicesNow(scoped.rosters, catalogue, outage, now);
  return {
    declared,
    now: { at: now.toISOString(), totals: countTotals(practices) },
    changes: changesBetween(then, keepExposure(practices)),
  };
}

function whenUnreadable(error: unknown): undefined {
  if (error instanceof Refusal && error.code === 'roster-unreadable') return undefined;
  throw error;
}
