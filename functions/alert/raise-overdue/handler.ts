import { createAlerting, raiseUpdate } from '@registry/alerting';
import type { Alerting } from '@registry/alerting';
import { IcbCode, tenantOfItem } from '@registry/domain';
import type { OutageId, Tenant } from '@registry/domain';

/** An update not raised for so long is raised again: whatever the stream did with it. */
const OVERDUE_MS = 120_000;

let alerting: Alerting | undefined;

/**
 * Every minute: raises again whatever the stream left unraised, so that its dead letters are never
 * the only copy.
 */
export async function handler(): Promise<void> {
  alerting ??= createAlerting(process.env);
  const now = new Date();
  const icbs = await alerting.pointers.readIcbs();
  const codes = [IcbCode.parse(alerting.nationalOrg), ...icbs.map(({ code }) => code)];
  const failures: unknown[] = [];
  for (const tenant of codes.map(tenantOfItem)) {
    await raiseOverdue(alerting, tenant, now, failures).catch((error: unknown) =>
      failures.push(error),
    );
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some updates were not raised');
}

/**
 * Raises what is overdue in one ICB. An outage that cannot be raised is added to the failures, and
 * keeps no other waiting.
 */
async function raiseOverdue(
  open: Alerting,
  tenant: Tenant,
  now: Date,
  failures: unknown[],
): Promise<void> {
  for (const { id } of await open.outages.list(tenant)) {
    await raiseOutage(open, tenant, id, now).catch((error: unknown) => failures.push(error));
  }
}

async function raiseOutage(open: Alerting, tenant: Tenant, id: OutageId, now: Date): Promise<void> {
  const { updates } = await open.outages.readStory(tenant, id);
  for (const { number, raisedAt, at } of updates) {
    if (raisedAt !== undefined || now.getTime() - Date.parse(at) < OVERDUE_MS) continue;
    await raiseUpdate(open, tenant, id, number, now);
  }
}
