import type { Desk, Outage, Says } from '@registry/domain';
import { tenantsInScope } from '@registry/domain';
import { createAlertStore, createPointerStore } from '@registry/storage';
import type { Scope } from '@registry/tenancy';

/** What the practices say in each ICB of a national outage's scope: nothing else of them. */
export async function countedIn(
  caller: Desk,
  { access }: Scope,
  { id, icbs }: Outage,
): Promise<ReadonlyMap<string, Says>> {
  const database = access.national();
  const codes = (await createPointerStore(database).readIcbs()).map(({ code }) => code);
  const inScope = codes.filter((code) => icbs?.includes(code) ?? true);
  const alerts = createAlertStore(database);
  const counted = await Promise.all(
    tenantsInScope(caller, inScope, undefined).map((tenant) => alerts.readCounted(tenant, id)),
  );
  return new Map(counted.flatMap((each) => [...each]));
}
