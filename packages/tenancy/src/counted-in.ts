import type { CountedIcb, Desk, Outage } from '@registry/domain';
import { isInScope, tenantsInScope } from '@registry/domain';
import { createAlertStore, createPointerStore } from '@registry/storage';
import type { Scope } from './scope.ts';

/** What the practices say in each ICB of a national outage's scope: nothing else of them. */
export async function countedIn(
  caller: Desk,
  { access }: Pick<Scope, 'access'>,
  outage: Outage,
): Promise<CountedIcb[]> {
  const database = access.national();
  const icbs = await createPointerStore(database).readIcbs();
  const inScope = icbs.filter(({ code }) => isInScope(outage, code));
  const alerts = createAlertStore(database);
  return Promise.all(
    inScope.map(async (icb) => {
      const tenants = tenantsInScope(caller, [icb.code], undefined);
      const says = await Promise.all(
        tenants.map((tenant) => alerts.readCounted(tenant, outage.id)),
      );
      return { icb, says: new Map(says.flatMap((each) => [...each])) };
    }),
  );
}
