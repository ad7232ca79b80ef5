import type {
  Desk,
  IcbProfile,
  OdsCode,
  OpenNationally,
  PracticeRecord,
  PreviewSources,
} from '@registry/domain';
import { createProfileStore, createRecordStore } from '@registry/storage';
import type { Scope, ScopedRosters } from '@registry/tenancy';

/** What a preview is made from, but for how this deployment sends. */
export type Gathered = Omit<PreviewSources, 'national' | 'settings' | 'now'> &
  Pick<ScopedRosters, 'unavailable'> & { nationally?: OpenNationally[] };

/** Who an ICB is when it speaks; NHS England sees no profile. */
export async function profileOf(caller: Desk, { access }: Scope): Promise<IcbProfile | undefined> {
  if (caller.role === 'national') return undefined;
  const { tenant } = caller;
  return (await createProfileStore(access.tenant(tenant)).read(tenant)).profile;
}

/** The records of some practices by their codes; none for NHS England, who sees no records. */
export async function recordsOf(
  caller: Desk,
  { access }: Scope,
  odsCodes: readonly OdsCode[],
): Promise<ReadonlyMap<OdsCode, PracticeRecord>> {
  if (caller.role === 'national') return new Map();
  const { tenant } = caller;
  const records = await createRecordStore(access.tenant(tenant)).readMany(tenant, odsCodes);
  return new Map(records.map((record) => [record.odsCode, record]));
}
