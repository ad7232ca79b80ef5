import type { OutageId, Tenant } from '@registry/domain';
import { newestTold, notTold, recipientsOf } from '@registry/domain';
import type { Alerting } from './alerting.ts';
import { publishAlerts } from './publish-alerts.ts';

/**
 * Publishes the newest update's alerts again for the practices of which nothing says that they were
 * told: what was sent is recorded, and is not sent again. Throws when the topic did not take all.
 */
export async function redrive(alerting: Alerting, tenant: Tenant, id: OutageId): Promise<void> {
  const { outages, alerts } = alerting;
  const [outage, { updates }, practices] = await Promise.all([
    outages.read(tenant, id),
    outages.readStory(tenant, id),
    alerts.readPractices(tenant, id),
  ]);
  const newest = newestTold(updates);
  if (!outage || !newest) return;
  const wanted = notTold(outage, newest, practices).map((practice) => ({
    odsCode: practice.odsCode,
    alerts: recipientsOf(practice, newest),
  }));
  // It is published already, as far as its row says.
  const mark = () => Promise.resolve();
  await publishAlerts(alerting, { tenant, outage, update: newest.number }, wanted, mark);
}
