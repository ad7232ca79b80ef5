import type { Caller, Sending, Stop } from '@registry/domain';
import { IcbCode, Refusal, sendingOf, tenantOfItem, tenantsInScope } from '@registry/domain';
import { createPointerStore, createSendingStore } from '@registry/storage';
import type { Access } from './access.ts';

/**
 * How sending stands for a caller: its own switch and NHS England's; NHS England sees every ICB's.
 * Throws `forbidden` for a practice, which sends nothing.
 */
export async function sendingInScope(caller: Caller, access: Access): Promise<Sending> {
  if (caller.role === 'practice') throw new Refusal('forbidden', 'A practice sends nothing');
  const { nationalOrg } = access;
  return sendingOf(caller.tenant, nationalOrg, await stopsSeenBy(caller, access));
}

async function stopsSeenBy(
  caller: Exclude<Caller, { role: 'practice' }>,
  access: Access,
): Promise<Stop[]> {
  const { tenant } = caller;
  const national = tenantOfItem(IcbCode.parse(access.nationalOrg));
  if (caller.role === 'icb') {
    const [forAll, own] = await Promise.all([
      createSendingStore(access.own).readStops([national]),
      createSendingStore(access.tenant(tenant)).readStops([tenant]),
    ]);
    return [...forAll, ...own];
  }
  const database = access.national();
  const codes = (await createPointerStore(database).readIcbs()).map(({ code }) => code);
  const icbs = tenantsInScope(caller, codes, undefined);
  return createSendingStore(database).readStops([national, ...icbs]);
}
