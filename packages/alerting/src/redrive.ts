import type { OutageId, Tenant } from '@registry/domain';
import { newestTold, notTold, recipientsOf } from '@registry/domain';
import type { Alerting } from './alerting.ts';

/**
 * Publishes the newest update's alerts again for the practices of which nothing says that they were
 * told: what was sent is recorded, and is not sent again. Throws when the topic did not take all.
 */
export async function redrive(
  { outages, alerts, messenger, alertsTopic }: Alerting,
  tenant: Tenant,
  id: OutageId,
): Promise<void> {
  const [outage, { updates }, practices] = await Promise.all([
    outages.read(tenant, id),
    outages.readStory(tenant, id),
    alerts.readPractices(tenant, id),
  ]);
  const newest = newestTold(updates);
  if (!outage || !newest) return;
  const { failed } = await messenger.publishAlerts(
    alertsTopic,
    notTold(outage, newest, practices).flatMap((practice) =>
      recipientsOf(practice, newest).map(({ channels, to }) => ({
        message: {
          icb: tenant,
          outage: id,
          update: newest.number,
          odsCode: practice.odsCode,
          turn: 0,
          ...to,
        },
        channels,
        group: `${tenant}.${outage.severity}`,
      })),
    ),
  );
  if (failed.length > 0) throw new Error(`${failed.length} alerts were not taken by the topic`);
}
