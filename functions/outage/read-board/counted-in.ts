import type { Desk, Outage, Says } from '@registry/domain';
import { isInScope, tenantsInScope } from '@registry/domain';
import { createAlertStore, createPointerStore } from '@registry/storage';
import type { Scope } from '@registry/tenancy';

/** What the practices say in each ICB of a national outage's scope: nothing else of them. */
export async function countedIn(
  caller: Desk,
  { access }: Scope,
  outage: Outage,
): Promise<ReadonlyMap<string, Says>> {
  const database = access.national();
  const codes = (await createPointerStore(database).readIcbs()).map(({ code }) => code);
  const inScope = codes.filter((code) => isInScope(outage, code));
  const alerts = createAlertStore(database);
  const counted = await Promise.all(
    tenantsInScope(caller, inScope, undefined).map((tenant) =>
      alerts.readCounted(tenant, outage.id),
    ),
  );
  return new Map(counted.flatMap((each) => [...each]));
}
