import { createAlerting, raiseUpdate } from '@registry/alerting';
import type { Alerting } from '@registry/alerting';
import { IcbCode, tenantOfItem } from '@registry/domain';
import type { Tenant } from '@registry/domain';

/** An update not raised for so long is raised again: whatever the stream did with it. */
const OVERDUE_MS = 120_000;

let alerting: Alerting | undefined;

/** Every minute: raises again whatever the stream left unraised, so that its dead letters are never the only copy. */
export async function handler(): Promise<void> {
  alerting ??= createAlerting(process.env);
  const now = new Date();
  const icbs = await alerting.pointers.readIcbs();
  const codes = [IcbCode.parse(alerting.nationalOrg), ...icbs.map(({ code }) => code)];
  const failures: unknown[] = [];
  for (const tenant of codes.map(tenantOfItem)) {
    await raiseOverdue(alerting, tenant, now).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some updates were not raised');
}

async function raiseOverdue(open: Alerting, tenant: Tenant, now: Date): Promise<void> {
  for (const outage of await open.outages.list(tenant)) {
    const { updates } = await open.outages.readStory(tenant, outage.id);
    for (const { number, raisedAt, at } of updates) {
      if (raisedAt !== undefined || now.getTime() - Date.parse(at) < OVERDUE_MS) continue;
      await raiseUpdate(open, tenant, outage.id, number, now);
    }
  }
}
