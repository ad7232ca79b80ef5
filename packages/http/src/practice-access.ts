import type { Caller, OdsCode, Tenant } from '@registry/domain';
import { Refusal, tenantOfPractice } from '@registry/domain';
import type { Database } from '@registry/storage';
import { createPointerStore } from '@registry/storage';
import type { Access } from './access.ts';

/** The tenant that holds a practice, and the database through which this caller may touch it. */
export interface PracticeAccess {
  tenant: Tenant;
  database: Database;
}

/**
 * How a practice or its ICB reaches a practice's record: a practice only its own, in the ICB that the register's pointer names;
 * an ICB only within itself. Throws `not-found` for anything else, so that nobody learns what another has.
 */
export async function reachPractice(
  caller: Extract<Caller, { role: 'practice' | 'icb' }>,
  access: Access,
  odsCode: OdsCode,
): Promise<PracticeAccess> {
  if (caller.role === 'icb') {
    return { tenant: caller.tenant, database: access.tenant(caller.tenant) };
  }
  if (caller.practice !== odsCode) {
    throw new Refusal('not-found', `There is no practice ${odsCode} here`);
  }
  const pointer = await createPointerStore(access.own).readPractice(odsCode);
  if (!pointer) {
    throw new Refusal(
      'not-found',
      `${odsCode} is in no published list of GP practices (NHS Organisation Data Service) that this register has loaded`,
    );
  }
  const tenant = tenantOfPractice(caller, pointer.icb);
  return { tenant, database: access.practice(tenant, odsCode) };
}
