import type { IcbCode, Outage, OutageId, OutageUpdate } from '@registry/domain';
import { countTotals, IcbCode as Code, keepExposure, tenantOfItem } from '@registry/domain';
import type { Alerting } from './alerting.ts';
import { icbsInScope } from './alerting.ts';
import { exposedIn } from './exposed-in.ts';

/**
 * Copies one national update into one ICB, where it is raised like the ICB's own, and marks on the
 * update that this ICB has it; the update is raised once all have. Harmless to repeat. Throws when
 * it could not be copied, such as for a roster that does not decode.
 */
export async function copyUpdate(
  alerting: Alerting,
  icb: IcbCode,
  id: OutageId,
  number: number,
  now: Date,
): Promise<void> {
  const { outages, pointers } = alerting;
  const national = tenantOfItem(Code.parse(alerting.nationalOrg));
  const [outage, update, icbs] = await Promise.all([
    outages.read(national, id),
    outages.readUpdate(national, id, number),
    pointers.readIcbs(),
  ]);
  if (!outage || !update) throw new Error(`There is no update ${number} of outage ${id}`);
  const scope = icbsInScope(outage, icbs);
  const entry = scope.find(({ code }) => code === icb);
  if (entry) await copyTo(alerting, icb, entry.name, { outage, update }, now);
  const copied = await outages.markCopied(national, id, number, icb);
  if (scope.every(({ code }) => copied.has(code))) {
    await outages.markRaised(national, id, number, now.toISOString());
  }
}

async function copyTo(
  alerting: Alerting,
  icb: IcbCode,
  icbName: string,
  { outage, update }: { outage: Outage; update: OutageUpdate },
  now: Date,
): Promise<void> {
  const { icbs: _icbs, practices: named, ...copied } = outage;
  const tenant = tenantOfItem(icb);
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
