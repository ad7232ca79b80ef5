import type { AssessedPractice, Outage, Tenant, ThenAndNow } from '@registry/domain';
import { changesBetween, countTotals, keepExposure, practicesNow, Refusal } from '@registry/domain';
import { createOutageStore } from '@registry/storage';
import type { Scope } from '@registry/tenancy';

/** The practices in an outage's scope now, and whether that is all of them. */
interface PracticesNow {
  practices: readonly AssessedPractice[];
  isWhole: boolean;
}

/** What an outage means now for those in its scope; undefined while no roster can be read. */
export async function practicesIfReadable(
  scope: Scope,
  outage: Outage,
  now: Date,
): Promise<PracticesNow | undefined> {
  const [catalogue, scoped] = await Promise.all([
    scope.catalogue(),
    scope.rosters().catch(whenUnreadable),
  ]);
  if (!scoped) return undefined;
  const practices = practicesNow(scoped.rosters, catalogue, outage, now);
  return { practices, isWhole: scoped.unavailable.length === 0 };
}

/**
 * Exposure when the outage was declared and now, and what changed between; null for an outage whose
 * exposure was not kept. A board is answered without “now” while a roster in its scope cannot be
 * read.
 */
export async function thenAndNow(
  tenant: Tenant,
  scope: Scope,
  { id }: Outage,
  reading: Promise<PracticesNow | undefined>,
  now: Date,
): Promise<ThenAndNow | null> {
  const outages = createOutageStore(scope.access.tenant(tenant));
  const [first, then, current] = await Promise.all([
    outages.readUpdate(tenant, id, 1),
    outages.readExposure(tenant, id, 1),
    reading,
  ]);
  if (!first || !then) return null;
  const declared = { at: first.at, totals: first.totals };
  if (!current?.isWhole) return { declared, now: null, changes: null };
  const { practices } = current;
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
