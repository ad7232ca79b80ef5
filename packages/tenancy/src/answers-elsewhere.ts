import type { AlertedPractice, Outage, Tenant } from '@registry/domain';
import { isSameTrouble } from '@registry/domain';
import type { Database } from '@registry/storage';
import { createAlertStore, createOutageStore } from '@registry/storage';

/** The practices of this ICB’s other open outages of the same products, with their answers. */
export async function answersElsewhere(
  database: Database,
  tenant: Tenant,
  outage: Outage,
): Promise<AlertedPractice[]> {
  const open = await createOutageStore(database).listOpen(tenant, outage.products);
  const same = open.filter((other) => isSameTrouble(outage, other));
  const alerts = createAlertStore(database);
  const rows = await Promise.all(same.map(({ id }) => alerts.readPractices(tenant, id)));
  return rows.flat();
}
