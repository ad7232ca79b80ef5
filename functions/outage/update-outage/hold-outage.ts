import type { Holding, IcbCaller, OutageId } from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { json } from '@registry/http';
import { createOutageStore } from '@registry/storage';

/** Keeps what is personal in an outage of the caller's beyond its time, or lets it go. */
export async function holdOutage({
  caller: { tenant },
  scope,
  path: { id },
  body: { held, reason = '' },
  now,
}: Request<{ id: OutageId }, undefined, Holding, IcbCaller>): Promise<Answer> {
  const trail = scope.trail(held ? 'outage held for the law' : 'hold taken back', { outage: id });
  const hold = held ? { reason, at: now.toISOString() } : undefined;
  const outages = createOutageStore(scope.access.tenant(tenant));
  return json({ outage: await outages.hold(tenant, id, hold, trail) });
}
