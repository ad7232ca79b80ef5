import type { Caller, OdsCode, Tenant } from '@registry/domain';
import { Refusal, tenantOfPractice } from '@registry/domain';
import type { Database, RecordStore } from '@registry/storage';
import { createPointerStore, createRecordStore } from '@registry/storage';
import type { Access } from './access.ts';

/** A practice that a caller may touch: the tenant that holds it, and how it is reached. */
export interface PracticeInScope {
  tenant: Tenant;
  database: Database;
  records: RecordStore;
}

/**
 * How a practice or its ICB reaches a practice's record: a practice only its own, in the ICB that
 * the register's pointer names; an ICB only within itself; NHS England none. Throws `not-found` for
 * anything else, so that nobody learns what another has.
 */
export async function practiceInScope(
  caller: Caller,
  access: Access,
  odsCode: OdsCode,
): Promise<PracticeInScope> {
  if (caller.role === 'icb') return reaching(caller.tenant, access.tenant(caller.tenant));
  if (caller.role === 'national' || caller.practice !== odsCode) {
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
  return reaching(tenant, access.practice(tenant, odsCode));
}

function reaching(tenant: Tenant, database: Database): PracticeInScope {
  return { tenant, database, records: createRecordStore(database) };
}
