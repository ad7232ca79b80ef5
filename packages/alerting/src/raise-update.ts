import type {
  AlertedPractice,
  AssessedPractice,
  Outage,
  OutageId,
  OutageUpdate,
  Tenant,
} from '@registry/domain';
import { KEPT_MS, newlyAlerted, recipientsOf, remindAt, toldAmong, usesOf } from '@registry/domain';
import { untilDone } from '@registry/storage';
import type { Alerting } from './alerting.ts';
import { markIfAllRaised } from './all-raised.ts';
import { announcement } from './announcement.ts';
import { exposedIn } from './exposed-in.ts';
import { publishAlerts } from './publish-alerts.ts';

/**
 * Raises one update in its ICB: every practice it hits gets its row, then its alert on the topic,
 * then the update is marked raised. Harmless to repeat, from wherever an earlier run stopped, and
 * beside another run: rows are put only where absent, and only what is not marked published is
 * published. Throws when something did not go through, so that whoever called tries again.
 */
export async function raiseUpdate(
  alerting: Alerting,
  tenant: Tenant,
  id: OutageId,
  number: number,
  now: Date,
): Promise<void> {
  const outage = await alerting.outages.read(tenant, id);
  const { updates } = await alerting.outages.readStory(tenant, id);
  const update = updates.find((each) => each.number === number);
  if (!outage || !update) throw new Error(`There is no update ${number} of outage ${id}`);
  if (update.raisedAt) return;
  await raiseInIcb(alerting, tenant, outage, update, now);
  const at = now.toISOString();
  await alerting.outages.markRaised(tenant, id, number, at);
  const raised = updates.map((each) => (each === update ? { ...each, raisedAt: at } : each));
  await markIfAllRaised(alerting.outages, tenant, id, raised);
}

async function raiseInIcb(
  alerting: Alerting,
  tenant: Tenant,
  outage: Outage,
  update: OutageUpdate,
  now: Date,
): Promise<void> {
  const exposed = await exposedIn(alerting, tenant, outage, now);
  const told = toldAmong(outage, exposed.practices);
  const practices = await untilDone(alerting.database, async () => {
    const { practices: held, unreadable } = await alerting.alerts.readRows(tenant, outage.id);
    const known = new Set([...held.map(({ odsCode }) => odsCode), ...unreadable]);
    const added = told.filter(({ row }) => !known.has(row.odsCode));
    if (added.length === 0) return held;
    const rows = await newRows(alerting, tenant, added);
    const outcome = await alerting.alerts.addPractices(tenant, outage.id, rows);
    return outcome === 'done' ? [...held, ...rows] : 'again';
  });
  await publish(alerting, tenant, outage, update, practices, told, now);
  await putOnTheClock(alerting, tenant, outage, update, now);
  await alerting.messenger.announce(
    alerting.announcementsTopic,
    tenant,
    announcement(outage, update, exposed, now),
  );
}

/** Milliseconds after which it is first looked at who was not reached. */
const FIRST_LOOK_MS = 2 * 60_000;

/** Has an outage looked at when somebody may not have answered, and when more is due. */
async function putOnTheClock(
  { due }: Alerting,
  tenant: Tenant,
  { id, declaredBy }: Outage,
  { notify, status, nextUpdateAt }: OutageUpdate,
  now: Date,
): Promise<void> {
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  if (notify !== 'none') await due.lookAt(tenant, id, 'escalate', after(FIRST_LOOK_MS));
  // What NHS England promises is for it to keep.
  if (nextUpdateAt !== undefined && declaredBy === tenant)
    await due.lookAt(tenant, id, 'promise', remindAt(nextUpdateAt));
  if (status === 'resolved') await due.lookAt(tenant, id, 'expire', after(KEPT_MS));
}

async function newRows(
  { records }: Alerting,
  tenant: Tenant,
  told: readonly AssessedPractice[],
): Promise<AlertedPractice[]> {
  const held = await records.readMany(
    tenant,
    told.map(({ row }) => row.odsCode),
  );
  const byCode = new Map(held.map((record) => [record.odsCode, record]));
  return told.map((each) => newlyAlerted(each, byCode.get(each.row.odsCode)));
}

async function publish(
  alerting: Alerting,
  tenant: Tenant,
  outage: Outage,
  update: OutageUpdate,
  practices: readonly AlertedPractice[],
  told: readonly AssessedPractice[],
  now: Date,
): Promise<void> {
  const reachable = new Map(told.map(({ row }) => [row.odsCode, row.reachable]));
  const waiting = practices
    .filter(({ publishedUpdate }) => publishedUpdate < update.number)
    // Whoever was asked and does not use it hears no more of it.
    .filter(({ state, replies }) => state !== 'unknown' || usesOf(replies) !== 'no')
    .map((practice) => ({
      odsCode: practice.odsCode,
      alerts: recipientsOf(practice, update, reachable.get(practice.odsCode)),
    }))
    .filter(({ alerts }) => alerts.length > 0);
  const at = now.toISOString();
  await publishAlerts(alerting, { tenant, outage, update: update.number }, waiting, (taken) =>
    alerting.alerts.markPublished(
      tenant,
      outage.id,
      taken.map(({ odsCode }) => odsCode),
      update.number,
      at,
    ),
  );
}
