import { catalogue } from '@registry/catalogue';
import type {
  AlertedPractice,
  AssessedPractice,
  Channel,
  Outage,
  OutageId,
  OutageUpdate,
  Tenant,
} from '@registry/domain';
import { assessOutage, assessRosters, countTotals, inScope, tenantOfItem } from '@registry/domain';
import { untilDone } from '@registry/storage';
import type { Alerting } from './alerting.ts';

/**
 * Raises one update: every practice it hits gets its row, then its alert on the topic, then the update is marked raised.
 * Harmless to repeat, from wherever an earlier run stopped: rows are put only where absent, and only what is not marked published is
 * published. NHS England's update is copied into each ICB in scope instead, where it comes this way again.
 * Throws when something did not go through, so that whoever called tries again.
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
  if (tenant === alerting.nationalOrg) await copyToIcbs(alerting, outage, update, now);
  else await raiseInIcb(alerting, tenant, outage, update, now);
  await alerting.outages.markRaised(tenant, id, number, now.toISOString());
}

async function copyToIcbs(
  alerting: Alerting,
  outage: Outage,
  update: OutageUpdate,
  now: Date,
): Promise<void> {
  const icbs = await alerting.pointers.readIcbs();
  const scope = icbs.filter(
    ({ code, dissolved }) => !dissolved && (outage.icbs?.includes(code) ?? true),
  );
  for (const { code, name: icbName } of scope) {
    const { icbs: _icbs, practices: named, ...copied } = outage;
    const tenant = tenantOfItem(code);
    const here = await practicesNow(alerting, tenant, outage, now);
    const concerned = !named || here.length > 0 || (await alerting.outages.read(tenant, outage.id));
    if (!concerned) continue;
    const totals = countTotals(here);
    // An ICB is told of no practice but its own.
    const practices = named && { practices: here.map(({ row }) => row.odsCode) };
    const copy = { ...copied, ...practices, icb: tenant, icbName, totals };
    await alerting.outages.copy(tenant, copy, { ...update, totals });
  }
}

async function raiseInIcb(
  alerting: Alerting,
  tenant: Tenant,
  outage: Outage,
  update: OutageUpdate,
  now: Date,
): Promise<void> {
  const hit = (await practicesNow(alerting, tenant, outage, now)).filter(
    ({ assessment }) => assessment.state === 'hit',
  );
  const practices = await untilDone(alerting.database, async () => {
    const held = await alerting.alerts.readPractices(tenant, outage.id);
    const known = new Set(held.map(({ odsCode }) => odsCode));
    const added = hit.filter(({ row }) => !known.has(row.odsCode));
    if (added.length === 0) return held;
    const rows = await newRows(alerting, tenant, added);
    const outcome = await alerting.alerts.addPractices(tenant, outage.id, rows);
    return outcome === 'done' ? [...held, ...rows] : 'again';
  });
  await publish(alerting, tenant, outage, update, practices, hit, now);
  await alerting.messenger.announce(alerting.announcementsTopic, tenant, {
    icb: tenant,
    outage: outage.id,
    update: update.number,
    title: outage.title,
    exercise: outage.exercise,
    products: outage.products,
    status: update.status,
    totals: update.totals,
    practices: practices.map(({ name }) => name),
  });
}

/** The practices of an ICB in the outage's scope, and what it means for each, as the register is now. */
async function practicesNow(
  { rosters }: Alerting,
  tenant: Tenant,
  outage: Outage,
  now: Date,
): Promise<AssessedPractice[]> {
  const all = assessRosters(
    await rosters.readAll([tenant]),
    assessOutage(catalogue, outage.products, now),
  );
  // A practice in scope may have left this ICB since: the others are raised all the same.
  const here = new Set<string>(all.map(({ row }) => row.odsCode));
  const scope = outage.practices?.filter((odsCode) => here.has(odsCode));
  return inScope(all, scope);
}

async function newRows(
  { records }: Alerting,
  tenant: Tenant,
  hit: readonly AssessedPractice[],
): Promise<AlertedPractice[]> {
  const held = await records.readMany(
    tenant,
    hit.map(({ row }) => row.odsCode),
  );
  const byCode = new Map(held.map((record) => [record.odsCode, record]));
  return hit.map(({ row, assessment }) => {
    const record = byCode.get(row.odsCode);
    const bypass =
      record?.declared?.continuity.bypassNumber ?? record?.supplied?.continuity.bypassNumber;
    const switchboard = bypass ?? record?.directory.telephone;
    return {
      odsCode: row.odsCode,
      name: row.name,
      effect: assessment.effect ?? 'degraded',
      impacts: [...assessment.impacts],
      ...(switchboard !== undefined && { switchboard }),
      channels: [...row.reachable],
      publishedUpdate: 0,
      replies: [],
    };
  });
}

/** How many alerts are published and marked together; a crash between repeats at most these. */
const PUBLISHED_TOGETHER = 100;

async function publish(
  { messenger, alerts, alertsTopic, database }: Alerting,
  tenant: Tenant,
  { id: outage }: Outage,
  { number: update, notify }: OutageUpdate,
  practices: readonly AlertedPractice[],
  hit: readonly AssessedPractice[],
  now: Date,
): Promise<void> {
  const reachable = new Map(hit.map(({ row }) => [row.odsCode, row.reachable]));
  const allowed: readonly Channel[] =
    notify === 'all' ? ['sms', 'email'] : notify === 'email' ? ['email'] : [];
  const waiting = practices
    .filter(({ publishedUpdate }) => publishedUpdate < update)
    .map(({ odsCode, channels }) => ({
      odsCode,
      channels: (reachable.get(odsCode) ?? channels).filter((each) => allowed.includes(each)),
    }))
    .filter(({ channels }) => channels.length > 0);
  for (let from = 0; from < waiting.length; from += PUBLISHED_TOGETHER) {
    const chunk = waiting.slice(from, from + PUBLISHED_TOGETHER);
    const { failed } = await messenger.publishAlerts(
      alertsTopic,
      chunk.map(({ odsCode, channels }) => ({
        message: { icb: tenant, outage, update, odsCode, step: 1 },
        channels,
      })),
    );
    const notSent = new Set(failed.map(({ odsCode }) => odsCode));
    const sent = chunk.map(({ odsCode }) => odsCode).filter((odsCode) => !notSent.has(odsCode));
    await untilDone(database, async () => {
      const at = now.toISOString();
      const outcome = await alerts.markPublished(tenant, outage, sent, update, at);
      return outcome === 'done' ? outcome : 'again';
    });
    if (failed.length > 0) throw new Error(`${failed.length} alerts were not taken by the topic`);
  }
}
