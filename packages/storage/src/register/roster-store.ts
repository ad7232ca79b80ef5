import type { Roster, Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { getItem, getItems } from '../reads.ts';
import { registryKeys } from '../keys.ts';
import { readVersions, rosterIn } from './roster-items.ts';

/**
 * Decoded rosters that a warm function holds, by ICB. Each is used only when the store says its
 * version still holds.
 */
export type RosterCache = Map<Tenant, Roster>;

/** Rosters as they are now, and the ICBs whose roster does not decode. */
export interface RostersRead {
  rosters: Roster[];
  unreadable: Tenant[];
}

/** Reads and writes rosters: all that exposure needs of an ICB's practices, in one item. */
export type RosterStore = ReturnType<typeof createRosterStore>;

/**
 * Makes a store over what the database's credentials can reach. Every read is strongly consistent.
 */
export function createRosterStore(db: Database, cache: RosterCache = new Map()) {
  const table = db.tables.registry;

  function decode(tenant: Tenant, item: unknown): Roster | undefined {
    const roster = rosterIn(tenant, item);
    if (roster) cache.set(tenant, roster);
    return roster;
  }

  async function readHeld(isAsked: (tenant: Tenant) => boolean): Promise<Map<Tenant, Roster>> {
    const held = [...cache.keys()].filter(isAsked);
    // Nothing to ask of the store: the session is opened meanwhile.
    if (held.length === 0) await db.client.config.credentials();
    const versions = await readVersions(db, held);
    return new Map(
      held.flatMap((tenant) => {
        const roster = cache.get(tenant);
        return roster && roster.version === versions.get(tenant) ? [[tenant, roster]] : [];
      }),
    );
  }

  return {
    /**
     * Rosters held from before that are still current: to be asked for while nobody knows yet which
     * ICBs there are.
     */
    readHeld,

    /**
     * The roster of one ICB as it is now, or undefined when it has none. Throws for one that does
     * not decode.
     */
    async read(tenant: Tenant): Promise<Roster | undefined> {
      const item = await getItem(db, table, { ...registryKeys.roster(tenant) });
      if (!item) return undefined;
      const roster = decode(tenant, item);
      if (!roster) throw new Error(`The roster of ${tenant} does not decode`);
      return roster;
    },

    /**
     * The rosters of several ICBs as they are now, in their order; those without one are left out,
     * those that do not decode are named. Warm: one read unit for each that has not changed.
     */
    async readAll(
      tenants: readonly Tenant[],
      held?: ReadonlyMap<Tenant, Roster>,
    ): Promise<RostersRead> {
      const current = new Map(held ?? (await readHeld((tenant) => tenants.includes(tenant))));
      const wanted = tenants.filter((tenant) => !current.has(tenant));
      const keys = wanted.map((tenant) => ({ ...registryKeys.roster(tenant) }));
      const items = await getItems(db, table, keys);
      const byKey = new Map(items.map((item) => [item['pk'], item]));
      const unreadable: Tenant[] = [];
      for (const tenant of wanted) {
        const item = byKey.get(registryKeys.roster(tenant).pk);
        const roster = item && decode(tenant, item);
        if (roster) current.set(tenant, roster);
        else if (item) unreadable.push(tenant);
      }
      return { rosters: tenants.flatMap((tenant) => current.get(tenant) ?? []), unreadable };
    },
  };
}
