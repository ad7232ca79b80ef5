import type { Desk, NewUpdate, Outage, OutageId } from '@registry/domain';
import {
  practicesNow,
  requireConfirmation,
  requireMove,
  requireRepeatConfirmed,
  toConfirm,
  toldAmong,
  updated,
} from '@registry/domain';
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
  const [catalogue, { rosters }, { updates }] = await Promise.all([
    scope.catalogue(),
    scope.rosters(),
    outages.readStory(tenant, path.id),
  ]);
  const practices = practicesNow(rosters, catalogue, held, now);
  const reached = toldAmong(held, practices).map(({ row }) => row.odsCode);
  const repeats = await outages.countRepeats(tenant, update.notify, reached, now);
  const once = onceOf(header('idempotency-key'), [path, update], now);
  const before = await outages.updatedBefore(tenant, path.id, once);
  if (before) return answer(before);

  requireMove(held, update.status, tenant);
  requireConfirmation(
    update.confirmPractices,
    toConfirm({ ...update, include: held.include }, updates, reached.length),
  );
  requireRepeatConfirmed(update.confirmRepeat, repeats);
  const outage = await outages.addUpdate(
    tenant,
    path.id,
    (current) => ({
      ...updated(current, update, practices, { icb: tenant, now }),
      trail: scope.trail(`outage updated: ${update.status}`, { outage: path.id }),
    }),
    once,
  );
  return answer(outage);
}

function answer(outage: Outage): Answer {
  return json({ outage }, 201, { location: `/outages/${outage.id}` });
}
