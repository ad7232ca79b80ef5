import type { IcbCaller, IcbSitrep } from '@registry/domain';
import { sitrep, stepsOf, withAnswersElsewhere } from '@registry/domain';
import { createAlertStore, createOutageStore, createProfileStore } from '@registry/storage';
import { answersElsewhere } from '@registry/tenancy';
import type { Asked } from './asked.ts';
import { rostersIfReadable } from './asked.ts';

/** The situation report of an ICB's own outage, of the same practices as its board. */
export async function reportOfIcb(
  { tenant }: IcbCaller,
  { scope, id, now }: Asked,
): Promise<IcbSitrep> {
  const database = scope.access.tenant(tenant);
  const outage = await createOutageStore(database).require(tenant, id);
  const [scoped, { profile }, own, elsewhere] = await Promise.all([
    rostersIfReadable(scope),
    createProfileStore(database).read(tenant),
    createAlertStore(database).readPractices(tenant, id),
    answersElsewhere(database, tenant, outage),
  ]);
  const roster = scoped?.rosters.flatMap(({ rows }) => rows);
  const { ringAfter } = stepsOf(profile, outage.severity);
  const opel = profile?.opel ?? false;
  return sitrep(outage, withAnswersElsewhere(own, elsewhere), roster, { opel, ringAfter, now });
}
