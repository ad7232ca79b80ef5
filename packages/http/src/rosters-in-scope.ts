import type { Caller, IcbCode, Roster } from '@registry/domain';
import { tenantsInScope, withoutPrivateRoles } from '@registry/domain';
import type { RosterCache } from '@registry/storage';
import { createPointerStore, createRosterStore } from '@registry/storage';
import type { Access } from './access.ts';

/**
 * The rosters that a caller may see, of the ICBs asked about: an ICB its own; NHS England any, or all when none is named,
 * without what never leaves an ICB.
 * Throws `not-found` for an ICB that is not there or not the caller's to see.
 */
export async function rostersInScope(
  caller: Extract<Caller, { role: 'icb' | 'national' }>,
  access: Access,
  asked: readonly IcbCode[] | undefined,
  cache: RosterCache,
): Promise<Roster[]> {
  const own = caller.role === 'icb';
  const visible = own ? [caller.tenant] : await currentIcbs(access);
  const tenants = asked
    ? asked.flatMap((code) => tenantsInScope(caller, visible, code))
    : tenantsInScope(caller, visible, undefined);
  const database = own ? access.tenant(caller.tenant) : access.national();
  const rosters = await createRosterStore(database, cache).readAll(tenants);
  return own ? rosters : rosters.map(withoutPrivateRoles);
}

async function currentIcbs(access: Access): Promise<IcbCode[]> {
  const icbs = await createPointerStore(access.own).readIcbs();
  return icbs.filter(({ dissolved }) => !dissolved).map(({ code }) => code);
}
