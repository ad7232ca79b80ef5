import type { Caller, Outage, OutageId, ThenAndNow } from '@registry/domain';
import { changesBetween, countTotals, keepExposure, practicesNow, Refusal } from '@registry/domain';
import type { Request } from '@registry/http';
import { catalogueInScope, rostersInScope } from '@registry/http';
import type { RosterCache } from '@registry/storage';
import { createOutageStore } from '@registry/storage';

type Reading = Request<
  { id: OutageId },
  undefined,
  undefined,
  Extract<Caller, { role: 'icb' | 'national' }>
>;

const cache: RosterCache = new Map();

/**
 * Exposure when the outage was declared and now, and what changed between; null for an outage whose exposure was not kept.
 * A board is answered without “now” while a roster in its scope cannot be read.
 */
export async function thenAndNow(request: Reading, outage: Outage): Promise<ThenAndNow | null> {
  const { caller, access, now } = request;
  const outages = createOutageStore(access.tenant(caller.tenant));
  const [first, then, catalogue, scoped] = await Promise.all([
    outages.readUpdate(caller.tenant, outage.id, 1),
    outages.readExposure(caller.tenant, outage.id, 1),
    catalogueInScope(caller, access),
    rostersInScope(request, undefined, cache).catch(whenUnavailable),
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

function whenUnavailable(error: unknown): undefined {
  if (error instanceof Refusal && error.kind === 'unavailable') return undefined;
  throw error;
}
