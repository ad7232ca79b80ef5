import type { NationalCaller, NationalSitrep } from '@registry/domain';
import { countedSitrep, practicesNow } from '@registry/domain';
import { createOutageStore } from '@registry/storage';
import { countedIn } from '@registry/tenancy';
import type { Asked } from './asked.ts';
import { rostersIfReadable } from './asked.ts';

/** The situation report of a national outage: counts by ICB, and no practice. */
export async function reportForNation(
  caller: NationalCaller,
  { scope, id, now }: Asked,
): Promise<NationalSitrep> {
  const { tenant } = caller;
  const outage = await createOutageStore(scope.access.tenant(tenant)).require(tenant, id);
  const [catalogue, scoped, icbs] = await Promise.all([
    scope.catalogue(),
    rostersIfReadable(scope),
    countedIn(caller, scope, outage),
  ]);
  const exposed = scoped && practicesNow(scoped.rosters, catalogue, outage, now);
  const seen = scoped && exposed && { ...scoped, exposed };
  return countedSitrep(outage, icbs, seen, now);
}
