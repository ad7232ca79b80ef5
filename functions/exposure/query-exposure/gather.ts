import type { Desk, IcbProfile, Outage, ProductId, Said } from '@registry/domain';
import { saidIn } from '@registry/domain';
import { createAlertStore, createOutageStore, createProfileStore } from '@registry/storage';
import type { Access } from '@registry/tenancy';

/**
 * What an ICB knows besides its rosters: open outages, what practices say in them, and the advice
 * that it approves.
 */
export interface Around {
  outages: readonly Outage[];
  said: ReadonlyMap<string, Said>;
  profile: IcbProfile | undefined;
}

/**
 * Gathers what stands beside the exposure. NHS England reads no answers of practices, so has
 * nothing of it.
 */
export async function gatherAround(
  caller: Desk,
  access: Access,
  products: readonly ProductId[],
): Promise<Around> {
  if (caller.role === 'national') return { outages: [], said: new Map(), profile: undefined };
  const { tenant } = caller;
  const database = access.tenant(tenant);
  const [outages, { profile }] = await Promise.all([
    createOutageStore(database).listOpen(tenant, products),
    createProfileStore(database).read(tenant),
  ]);
  const alerts = createAlertStore(database);
  const practices = await Promise.all(outages.map(({ id }) => alerts.readPractices(tenant, id)));
  return { outages, said: saidIn(practices.flat()), profile };
}
