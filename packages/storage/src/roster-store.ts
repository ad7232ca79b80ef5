import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Roster, Tenant } from '@registry/domain';
import type { Database } from './database.ts';
import { put } from './database.ts';
import { getItem, getItems } from './reads.ts';
import { registryKeys } from './keys.ts';
import { decodeRoster, encodeRoster, ROSTER_CODEC } from './roster-codec.ts';

/** Decoded rosters that a warm function holds, by ICB. Each is used only when the store says its version still holds. */
export type RosterCache = Map<Tenant, Roster>;

const RosterItem = z.object({
  version: z.int(),
  codec: z.int(),
  rows: z.instanceof(Uint8Array),
});
const VersionItem = z.object({ pk: z.string(), version: z.int() });

/** Rosters as they are now, and the ICBs whose roster does not decode. */
export interface RostersRead {
  rosters: Roster[];
  unreadable: Tenant[];
}

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

  async function readHeld(isAsked: (tenant: Tenant) => boolean): Promise<Map<Tenant, Roster>> {
    const held = [...cache.keys()].filter(isAsked);
    // Nothing to ask of the store: the session is opened meanwhile.
    if (held.length === 0) await db.client.config.credentials();
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
    /** Rosters held from before that are still current: to be asked for while nobody knows yet which ICBs there are. */
    readHeld,

    /** The roster of one ICB as it is now, or undefined when it has none. */
    async read(tenant: Tenant): Promise<Roster | undefined> {
      const item = await getItem(db, table, { ...registryKeys.roster(tenant) });
      return item && decode(tenant, item);
    },

    /**
     * The rosters of several ICBs as they are now, in their order; those without one are left out, those that do not decode
     * are named. Warm: one read unit for each that has not changed.
     */
    async readAll(
      tenants: readonly Tenant[],
      held?: ReadonlyMap<Tenant, Roster>,
    ): Promise<RostersRead> {
      const current = new Map(held ?? (await readHeld((tenant) => tenants.includes(tenant))));
      const wanted = tenants.filter((tenant) => !current.has(tenant));
      const items = await readEach(
        db,
        wanted.map((tenant) => registryKeys.roster(tenant)),
      );
      const byKey = new Map(items.map((item) => [item['pk'], item]));
      const unreadable: Tenant[] = [];
      for (const tenant of wanted) {
        const item = byKey.get(registryKeys.roster(tenant).pk);
        const roster = item && attempt(() => decode(tenant, item));
        if (roster) current.set(tenant, roster);
        else if (item) unreadable.push(tenant);
      }
      return { rosters: tenants.flatMap((tenant) => current.get(tenant) ?? []), unreadable };
    },
  };
}

/** What `make` makes, or undefined when it throws: what bytes hold nobody can foresee. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
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
