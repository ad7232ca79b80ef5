import type { Outage, OutageId, OutageUpdate, Tenant } from '@registry/domain';
import { Severity } from '@registry/domain';
import type { Alerting } from './alerting.ts';
import { markIfAllRaised } from './all-raised.ts';
import { raiseUpdate } from './raise-update.ts';

/** An update not raised for so long is raised again: whatever the queue did with it. */
const OVERDUE_MS = 120_000;

/** Whether an update should have been raised by now. */
export function isOverdue({ raisedAt, at }: OutageUpdate, now: Date): boolean {
  return raisedAt === undefined && now.getTime() - Date.parse(at) >= OVERDUE_MS;
}

/**
 * Raises what is overdue in one ICB, the severe first. An outage that fails is added to the
 * failures, and keeps no other waiting.
 */
export async function raiseOverdue(
  alerting: Alerting,
  tenant: Tenant,
  now: Date,
  failures: unknown[],
): Promise<void> {
  for (const { id } of severeFirst(await alerting.outages.listUnraised(tenant))) {
    await raiseOutage(alerting, tenant, id, now).catch((error: unknown) => failures.push(error));
  }
}

function severeFirst(outages: readonly Outage[]): Outage[] {
  const rank = ({ severity }: Outage): number => Severity.options.indexOf(severity);
  return outages.toSorted((a, b) => rank(a) - rank(b));
}

async function raiseOutage(
  alerting: Alerting,
  tenant: Tenant,
  id: OutageId,
  now: Date,
): Promise<void> {
  const { updates } = await alerting.outages.readStory(tenant, id);
  for (const update of updates.filter((each) => isOverdue(each, now))) {
    await raiseUpdate(alerting, tenant, id, update.number, now);
  }
  // As of an outage that an earlier release raised, which marked none as raised as a whole.
  await markIfAllRaised(alerting.outages, tenant, id, updates);
}
