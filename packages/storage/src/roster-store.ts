import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Roster, Tenant } from '@registry/domain';
import type { Database } from './database.ts';
import { getItem, getItems, put } from './database.ts';
import { registryKeys } from './keys.ts';
import { decodeRoster, encodeRoster, ROSTER_CODEC } from './roster-codec.ts';

/** Decoded rosters that a warm function holds, by ICB. Each is used only when the store says its version still holds. */
export type RosterCache = Map<string, Roster>;

const RosterItem = z.object({
  version: z.int(),
  codec: z.int(),
  rows: z.instanceof(Uint8Array),
});
const VersionItem = z.object({ pk: z.string(), version: z.int() });

/** Reads and writes rosters: all that exposure needs of an ICB's practices, in one item. */
export type RosterStore = ReturnType<typeof createRosterStore>;

/** Makes a store over what the database's credentials can reach. Every read is strongly consistent. */
export function createRosterStore(db: Database, cache: RosterCache) {
  const table = db.tables.registry;

  function decode(tenant: Tenant, item: unknown): Roster {
    const { version, codec, rows } = RosterItem.parse(item);
    const roster = decodeRoster(tenant, version, codec, rows);
    cache.set(tenant, roster);
    return roster;
  }

  async function readHeld(tenants: readonly Tenant[]): Promise<Map<Tenant, Roster>> {
    const held = tenants.filter((tenant) => cache.has(tenant));
    const items = await readEach(
      db,
      held.map((tenant) => registryKeys.rosterVersion(tenant)),
    );
    const versions = new Map(
      items.map((item) => VersionItem.parse(item)).map(({ pk, version }) => [pk, version]),
    );
    return new Map(
      held.flatMap((tenant) => {
        const roster = cache.get(tenant);
        const current = versions.get(registryKeys.rosterVersion(tenant).pk);
        return roster && roster.version === current ? [[tenant, roster]] : [];
      }),
    );
  }

  return {
    /** The roster of one ICB as it is now, or undefined when it has none. */
    async read(tenant: Tenant): Promise<Roster | undefined> {
      const item = await getItem(db, table, { ...registryKeys.roster(tenant) });
      return item && decode(tenant, item);
    },

    /** The rosters of several ICBs as they are now, in their order; those without one are left out. Warm: one read unit for each that has not changed. */
    async readAll(tenants: readonly Tenant[]): Promise<Roster[]> {
      const current = await readHeld(tenants);
      const wanted = tenants.filter((tenant) => !current.has(tenant));
      const items = await readEach(
        db,
        wanted.map((tenant) => registryKeys.roster(tenant)),
      );
      const byKey = new Map(items.map((item) => [item['pk'], item]));
      for (const tenant of wanted) {
        const item = byKey.get(registryKeys.roster(tenant).pk);
        if (item) current.set(tenant, decode(tenant, item));
      }
      return tenants.flatMap((tenant) => current.get(tenant) ?? []);
    },
  };
}

async function readEach(
  db: Database,
  keys: readonly { pk: string; sk: string }[],
): Promise<Record<string, unknown>[]> {
  const [only, ...others] = keys;
  if (!only) return [];
  if (others.length > 0)
    return getItems(
      db,
      db.tables.registry,
      keys.map((key) => ({ ...key })),
    );
  const item = await getItem(db, db.tables.registry, { ...only });
  return item ? [item] : [];
}

/** The items of a transaction that replace a roster: it and its version, alone, change together. `replaces` is undefined for an ICB's first. */
export function rosterWrites(
  table: string,
  tenant: Tenant,
  roster: Pick<Roster, 'name' | 'rows' | 'version'>,
  replaces: number | undefined,
): TransactWriteItem[] {
  const { version } = roster;
  const attributes = { version, codec: ROSTER_CODEC, rows: encodeRoster(roster) };
  return [
    put(table, { ...registryKeys.roster(tenant) }, attributes, replaces),
    put(table, { ...registryKeys.rosterVersion(tenant) }, { version }, replaces),
  ];
}
