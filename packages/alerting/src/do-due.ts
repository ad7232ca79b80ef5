import type { Tenant } from '@registry/domain';
import { IcbCode, tenantOfItem } from '@registry/domain';
import type { Due } from '@registry/storage';
import type { Alerting } from './alerting.ts';
import { escalate } from './escalate.ts';
import { expire } from './expire.ts';
import { remind } from './remind.ts';

/**
 * Does what is due in one ICB by now, and has each outage looked at again when the next is. While
 * sending is stopped all of it waits: nobody can answer what has not gone out. Harmless to repeat.
 * An outage that fails is added to the failures, and keeps no other waiting.
 */
export async function doDue(
  alerting: Alerting,
  tenant: Tenant,
  now: Date,
  failures: unknown[],
): Promise<void> {
  const due = await alerting.due.listDue(tenant, now);
  if (due.length === 0 || (await isStopped(alerting, tenant))) return;
  const once = Map.groupBy(due, ({ act, outage }) => `${act} ${outage}`);
  for (const [first, ...others] of once.values()) {
    if (first === undefined) continue;
    try {
      const lookAt = await actOn(alerting, tenant, first, now);
      if (lookAt) await alerting.due.lookAt(tenant, first.outage, first.act, lookAt);
      for (const item of [first, ...others]) await alerting.due.lookedAt(tenant, item);
    } catch (error) {
      failures.push(error);
    }
  }
}

function actOn(
  alerting: Alerting,
  tenant: Tenant,
  { act, outage }: Due,
  now: Date,
): Promise<Date | undefined> {
  switch (act) {
    case 'escalate':
      return escalate(alerting, tenant, outage, now);
    case 'promise':
      return remind(alerting, tenant, outage, now);
    case 'expire':
      return expire(alerting, tenant, outage, now);
  }
}

async function isStopped({ sending, nationalOrg }: Alerting, tenant: Tenant): Promise<boolean> {
  const national = tenantOfItem(IcbCode.parse(nationalOrg));
  return (await sending.readStops([national, tenant])).length > 0;
}
