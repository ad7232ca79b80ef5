import type { HeldDirectory } from '@registry/contract';
import type { IcbCode, NationalCaller } from '@registry/domain';
import { statementsOf, tenantOfDirectory } from '@registry/domain';
import type { Request } from '@registry/http';
import { createRecordStore, createRosterStore } from '@registry/storage';

/**
 * What each dataset says of the practices on one ICB's roster; nothing of an ICB without one.
 * Whoever publishes learns nothing that a practice or its ICB said.
 */
export async function heldDirectory({
  caller,
  path: { code },
  scope,
}: Request<{ code: IcbCode }, undefined, undefined, NationalCaller>): Promise<HeldDirectory> {
  const tenant = tenantOfDirectory(caller, code);
  const database = scope.access.directory(tenant, tenant);
  const rosters = createRosterStore(database);
  const roster = await rosters.read(tenant);
  const odsCodes = (roster?.rows ?? []).map(({ odsCode }) => odsCode);
  const name = roster?.name ?? code;
  const records = await createRecordStore(database, rosters).readMany(tenant, odsCodes);
  return {
    icb: tenant,
    name,
    practices: records.map(({ odsCode, directory }) => ({
      odsCode,
      datasets: statementsOf(directory, { code, name }),
    })),
  };
}
