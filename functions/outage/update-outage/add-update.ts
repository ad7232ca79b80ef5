import type {
  Desk,
  IcbCode,
  NewUpdate,
  Outage,
  OutageId,
  Reopening,
  Tenant,
  Withdrawal,
  Written,
} from '@registry/domain';
import {
  practicesNow,
  reopened,
  requireConfirmation,
  requireMove,
  requireReopening,
  requireRepeatConfirmed,
  toConfirm,
  toldAmong,
  toReopen,
  toWithdraw,
  updated,
  withdrawn,
} from '@registry/domain';
import type { Answer, Request } from '@registry/http';
import { json, onceOf } from '@registry/http';
import type { Database } from '@registry/storage';
import { createAlertStore, createOutageStore } from '@registry/storage';

type Updating = Request<{ id: OutageId }, undefined, NewUpdate, Desk>;
type Opening = Request<{ id: OutageId }, undefined, Reopening, Desk>;
type Withdrawing = Request<{ id: OutageId }, undefined, Withdrawal, Desk>;

/** Adds a numbered update to an outage that the caller leads, with the exposure as it is now. */
export async function addUpdate(request: Updating): Promise<Answer> {
  const { body: update, caller } = request;
  const told = await whomItTells(request);
  if (told.before) return answer(told.before);
  const { held, updates, reached } = told;
  requireMove(held, update.status, caller.tenant);
  const wanted = toConfirm({ ...update, include: held.include }, updates, reached.length);
  requireConfirmation(update.confirmPractices, wanted);
  return write(request, told, `outage updated: ${update.status}`, (current, by) =>
    updated(current, update, told.practices, by),
  );
}

/** Opens an outage again that was over; how many it tells must be said, however few. */
export async function reopenOutage(request: Opening): Promise<Answer> {
  const { body: reopening, caller } = request;
  const told = await whomItTells(request);
  if (told.before) return answer(told.before);
  const { held, reached } = told;
  requireReopening(held, caller.tenant);
  requireConfirmation(reopening.confirmPractices, toReopen(reopening, reached.length));
  return write(request, told, 'outage reopened', (current, by) =>
    reopened(current, reopening, told.practices, by),
  );
}

/** Takes an outage back; how many were told of it must be said, however few. */
export async function withdrawOutage(request: Withdrawing): Promise<Answer> {
  const { body: withdrawal, caller, scope, path } = request;
  const whom = await whomItTells(request);
  if (whom.before) return answer(whom.before);
  const { held, reached } = whom;
  requireMove(held, 'resolved', caller.tenant);
  const told =
    caller.role === 'national'
      ? reached.length
      : await countTold(scope.access.tenant(caller.tenant), caller.tenant, path.id);
  requireConfirmation(withdrawal.confirmPractices, toWithdraw(withdrawal, told));
  return write(request, whom, 'outage withdrawn', (current, by) =>
    withdrawn(current, withdrawal, whom.practices, by),
  );
}

/** How many practices a provider took a message for. */
async function countTold(database: Database, tenant: Tenant, id: OutageId): Promise<number> {
  const practices = await createAlertStore(database).readPractices(tenant, id);
  return practices.filter(({ firstSentAt }) => firstSentAt !== undefined).length;
}

type Saying = Updating | Opening | Withdrawing;
type Told = Awaited<ReturnType<typeof whomItTells>>;

/** Gathers whom an update reaches, and what was said before it; `before` where it was this. */
async function whomItTells({ caller, scope, path, body, now, header }: Saying) {
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
  const repeats = await outages.countRepeats(tenant, body.notify, reached, now);
  const once = onceOf(header('idempotency-key'), [path, body], now);
  const before = await outages.updatedBefore(tenant, path.id, once);
  return { outages, held, updates, practices, reached, repeats, once, before };
}

async function write(
  { caller: { tenant }, scope, path, body, now }: Saying,
  { outages, repeats, once }: Told,
  act: string,
  change: (current: Outage, by: { icb: IcbCode; now: Date }) => Written,
): Promise<Answer> {
  requireRepeatConfirmed(body.confirmRepeat, repeats);
  const trail = scope.trail(act, { outage: path.id });
  const outage = await outages.addUpdate(
    tenant,
    path.id,
    (current) => ({ ...change(current, { icb: tenant, now }), trail }),
    once,
  );
  return answer(outage);
}

function answer(outage: Outage): Answer {
  return json({ outage }, 201, { location: `/outages/${outage.id}` });
}
