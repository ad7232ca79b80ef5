import type { Desk, NewUpdate, OutageId } from '@registry/domain';
import { practicesNow, updated } from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { json, onceOf } from '@registry/http';
import { createOutageStore } from '@registry/storage';

type Updating = Request<{ id: OutageId }, undefined, NewUpdate, Desk>;

/** Adds a numbered update to an outage that the caller leads, with the exposure as it is now. */
export async function addUpdate(request: Updating): Promise<Answer> {
  const { caller, scope, path, body: update, now, header } = request;
  const { tenant } = caller;
  const outages = createOutageStore(scope.access.tenant(tenant));
  const held = await outages.require(tenant, path.id);
  const [catalogue, { rosters }] = await Promise.all([scope.catalogue(), scope.rosters()]);
  const practices = practicesNow(rosters, catalogue, held, now);
  const outage = await outages.addUpdate(
    tenant,
    path.id,
    (current) => ({
      ...updated(current, update, practices, { icb: tenant, now }),
      trail: scope.trail(`outage updated: ${update.status}`, { outage: path.id }),
    }),
    onceOf(header('idempotency-key'), [path, update], now),
  );
  return json({ outage }, 201, { location: `/outages/${outage.id}` });
}
