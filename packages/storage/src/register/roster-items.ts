import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Roster, Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { put } from '../database.ts';
import { registryKeys } from '../keys.ts';
import { getItems } from '../reads.ts';
import { decodeRoster, encodeRoster, ROSTER_CODEC } from './roster-codec.ts';

const RosterItem = z.object({
  version: z.int(),
  codec: z.int(),
  rows: z.instanceof(Uint8Array),
});
const VersionItem = z.object({ pk: z.string(), version: z.int() });

/**
 * The roster that an item holds, or undefined when it does not decode: what bytes hold nobody can
 * foresee.
 */
export function rosterIn(tenant: Tenant, item: unknown): Roster | undefined {
  const parsed = RosterItem.safeParse(item);
  if (!parsed.success) return undefined;
  const { version, codec, rows } = parsed.data;
  try {
    return decodeRoster(tenant, version, codec, rows);
  } catch {
    return undefined;
  }
}

/**
 * The versions of these ICBs' rosters, read strongly, a read unit each; those without one are left
 * out.
 */
export async function readVersions(
  db: Database,
  tenants: readonly Tenant[],
): Promise<Map<Tenant, number>> {
  const keys = tenants.map((tenant) => registryKeys.rosterVersion(tenant));
  const items = await getItems(
    db,
    db.tables.registry,
    keys.map((key) => ({ ...key })),
  );
  const versions = new Map(
    items.map((item) => VersionItem.parse(item)).map(({ pk, version }) => [pk, version]),
  );
  return new Map(
    tenants.flatMap((tenant) => {
      const version = versions.get(registryKeys.rosterVersion(tenant).pk);
      return version === undefined ? [] : [[tenant, version]];
    }),
  );
}

/**
 * The items of a transaction that replace a roster: it and its version, alone, change together.
 * `replaces` is the version that must be there, undefined for an ICB's first.
 */
export function rosterWrites(
  table: string,
  tenant: Tenant,
  roster: NewRoster,
  replaces: number | undefined,
): TransactWriteItem[] {
  return [
    put(table, { ...registryKeys.roster(tenant) }, rosterItem(roster), replaces),
    versionWrite(table, tenant, roster, replaces),
  ];
}

/** As `rosterWrites`, whatever version the roster's own item has: it may be damaged. */
export function rosterRepair(
  table: string,
  tenant: Tenant,
  roster: NewRoster,
  replaces: number | undefined,
): TransactWriteItem[] {
  return [
    put(table, { ...registryKeys.roster(tenant) }, rosterItem(roster), 'any'),
    versionWrite(table, tenant, roster, replaces),
  ];
}

type NewRoster = Pick<Roster, 'name' | 'rows' | 'version'>;

function rosterItem(roster: NewRoster) {
  return { version: roster.version, codec: ROSTER_CODEC, rows: encodeRoster(roster) };
}

function versionWrite(
  table: string,
  tenant: Tenant,
  { version }: NewRoster,
  replaces: number | undefined,
): TransactWriteItem {
  return put(table, { ...registryKeys.rosterVersion(tenant) }, { version }, replaces);
}
