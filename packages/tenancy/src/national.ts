import type { Desk, NationalOutage, ProductId } from '@registry/domain';
import { createOutageStore } from '@registry/storage';
import type { Scope } from './scope.ts';

/**
 * What NHS England has open of these products in the caller's ICB; nothing for NHS England itself.
 */
export async function openNationally(
  { tenant }: Desk,
  { access }: Scope,
  products: readonly ProductId[],
): Promise<NationalOutage[]> {
  const outages = createOutageStore(access.tenant(tenant));
  const open = await outages.listOpen(tenant, products);
  const national = open.filter(({ declaredBy }) => declaredBy !== tenant);
  const told = await Promise.all(
    national.map(async (outage) => ({
      outage,
      update: await outages.readUpdate(tenant, outage.id, outage.lastUpdate),
    })),
  );
  return told.flatMap(({ outage, update }) => (update ? [{ outage, update }] : []));
}
