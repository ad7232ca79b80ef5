import { catalogue } from '@registry/catalogue';
import type {
  AlertedPractice,
  AssessedPractice,
  Catalogue,
  IcbEntry,
  Outage,
  OutageId,
  OutageUpdate,
  Roster,
  Tenant,
} from '@registry/domain';
import {
  channelsFor,
  countTotals,
  keepExposure,
  newlyAlerted,
  practicesNow,
  tenantOfItem,
  withOwnProducts,
} from '@registry/domain';
import { announcement } from './announcement.ts';
import { untilDone } from '@registry/storage';
import type { Alerting } from './alerting.ts';

/**
 * Raises one update: every practice it hits gets its row, then its alert on the topic, then the
 * update is marked raised. Harmless to repeat, from wherever an earlier run stopped: rows are put
 * only where absent, and only what is not marked published is published. NHS England's update is
 * copied into each ICB in scope instead, where it comes this way again. Throws when something did
 * not go through, so that whoever called tries again.
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
  const failures: unknown[] = [];
  for (const icb of scope) {
    await copyToIcb(alerting, outage, update, icb, now).catch((error: unknown) =>
      failures.push(error),
    );
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some ICBs have no copy yet');
}

/**
 * Copies an update into one ICB. Where that fails, such as for a roster that does not decode, the
 * other ICBs are told all the same.
 */
async function copyToIcb(
  alerting: Alerting,
  outage: Outage,
  update: OutageUpdate,
  { code, name: icbName }: IcbEntry,
  now: Date,
): Promise<void> {
  const { icbs: _icbs, practices: named, ...copied } = outage;
  const tenant = tenantOfItem(code);
  const here = (await exposedIn(alerting, tenant, outage, now)).practices;
  const concerned = !named || here.length > 0 || (await alerting.outages.read(tenant, outage.id));
  if (!concerned) return;
  const totals = countTotals(here);
  // An ICB is told of no practice but its own.
  const practices = named && { practices: here.map(({ row }) => row.odsCode) };
  await alerting.outages.copy(tenant, {
    outage: { ...copied, ...practices, icb: tenant, icbName, totals },
    update: { ...update, totals },
    exposure: keepExposure(here),
  });
}

async function raiseInIcb(
  alerting: Alerting,
  tenant: Tenant,
  outage: Outage,
  update: OutageUpdate,
  now: Date,
): Promise<void> {
  const exposed = await exposedIn(alerting, tenant, outage, now);
  const hit = exposed.practices.filter(isHit);
  const practices = await untilDone(alerting.database, async () => {
    const { practices: held, unreadable } = await alerting.alerts.readRows(tenant, outage.id);
    const known = new Set([...held.map(({ odsCode }) => odsCode), ...unreadable]);
    const added = hit.filter(({ row }) => !known.has(row.odsCode));
    if (added.length === 0) return held;
    const rows = await newRows(alerting, tenant, added);
    const outcome = await alerting.alerts.addPractices(tenant, outage.id, rows);
    return outcome === 'done' ? [...held, ...rows] : 'again';
  });
  await publish(alerting, tenant, outage, update, practices, hit, now);
  await alerting.messenger.announce(
    alerting.announcementsTopic,
    tenant,
    announcement(outage, update, exposed, now),
  );
}

const isHit = ({ assessment }: AssessedPractice): boolean => assessment.state === 'hit';

/** What an outage means for an ICB's practices, and what that was worked out from. */
interface Exposed {
  practices: readonly AssessedPractice[];
  roster: Roster | undefined;
  catalogue: Catalogue;
}

/**
 * Works out exposure as the register is now. Throws when the roster does not decode: practices must
 * not be passed over in silence.
 */
async function exposedIn(
  { rosters, products }: Alerting,
  tenant: Tenant,
  outage: Outage,
  now: Date,
): Promise<Exposed> {
  const [read, own] = await Promise.all([rosters.readAll([tenant]), products.list(tenant)]);
  if (read.unreadable.length > 0) throw new Error(`The roster of ${tenant} cannot be read`);
  const merged = withOwnProducts(catalogue, own);
  return {
    practices: practicesNow(read.rosters, merged, outage, now),
    roster: read.rosters[0],
    catalogue: merged,
  };
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
  return hit.map((each) => newlyAlerted(each, byCode.get(each.row.odsCode)));
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
  const waiting = practices
    .filter(({ publishedUpdate }) => publishedUpdate < update)
    .map(({ odsCode, channels }) => ({
      odsCode,
      channels: channelsFor(notify, reachable.get(odsCode) ?? channels),
    }))
    .filter(({ channels }) => channels.length > 0);
  for (let from = 0; from < waiting.length; from += PUBLISHED_TOGETHER) {
    const chunk = waiting.slice(from, from + PUBLISHED_TOGETHER);
    const { failed } = await messenger.publishAlerts(
      alertsTopic,
      chunk.map(({ odsCode, channels }) => ({
        message: { icb: tenant, outage, update, odsCode },
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
