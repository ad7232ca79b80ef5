import type { OutageId, Tenant } from '@registry/domain';
import { promiseDue } from '@registry/domain';
import type { Alerting } from './alerting.ts';

/**
 * Reminds an ICB's people on call of an update that is promised or overdue; gives when to look
 * again. A promise that was kept meanwhile, or moved, asks for nothing.
 */
export async function remind(
  { outages, messenger, alertsTopic }: Alerting,
  tenant: Tenant,
  id: OutageId,
  now: Date,
): Promise<Date | undefined> {
  const outage = await outages.read(tenant, id);
  const due = outage && promiseDue(outage, now);
  if (!due) return undefined;
  const { update, remind: what, nextUpdateAt } = due;
  await messenger.publishReminder(alertsTopic, { icb: tenant, outage: id, update, remind: what });
  return what === 'soon' ? new Date(nextUpdateAt) : undefined;
}
