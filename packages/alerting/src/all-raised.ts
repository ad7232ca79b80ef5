import type { OutageId, OutageUpdate, Tenant } from '@registry/domain';
import type { OutageStore } from '@registry/storage';

/**
 * Marks an outage all of whose updates are raised, so that the minute rule looks for nothing in it
 * until it has another. `updates` are all that it had.
 */
export async function markIfAllRaised(
  outages: Pick<OutageStore, 'markAllRaised'>,
  tenant: Tenant,
  id: OutageId,
  updates: readonly Pick<OutageUpdate, 'raisedAt'>[],
): Promise<void> {
  if (updates.every(({ raisedAt }) => raisedAt !== undefined))
    await outages.markAllRaised(tenant, id, updates.length);
}
