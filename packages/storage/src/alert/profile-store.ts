import * as z from 'zod';
import type { Tenant } from '@registry/domain';
import { IcbProfile } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, transact, untilDone } from '../database.ts';
import { readable } from '../readable.ts';
import { getItem } from '../reads.ts';
import { registryKeys } from '../keys.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';

const VersionItem = z.object({ version: z.int() });
const ProfileItem = z.object({ profile: IcbProfile, version: z.int() });

/**
 * An ICB's profile and its version; 0 before it has one. A profile that cannot be read is undefined
 * too.
 */
export interface HeldProfile {
  profile: IcbProfile | undefined;
  version: number;
}

/** Reads and writes ICBs' profiles. */
export type ProfileStore = ReturnType<typeof createProfileStore>;

/** Makes a store over what the database's credentials can reach. */
export function createProfileStore(db: Database) {
  const table = db.tables.registry;

  async function read(tenant: Tenant): Promise<HeldProfile> {
    const item = await getItem(db, table, { ...registryKeys.profile(tenant) });
    if (!item) return { profile: undefined, version: 0 };
    // Messages go out without one that cannot be read, and another may be put in its place.
    const { version } = VersionItem.parse(item);
    return readable(db, ProfileItem, item) ?? { profile: undefined, version };
  }

  return {
    read,

    /**
     * Replaces the profile and gives its version; `allow` throws what it has against the version
     * held.
     */
    async replace(
      tenant: Tenant,
      profile: IcbProfile,
      trail: TrailEntry,
      allow: (version: number) => void,
    ): Promise<number> {
      return untilDone(db, async () => {
        const { version } = await read(tenant);
        allow(version);
        const item = { profile, version: version + 1 };
        const outcome = await transact(db, [
          put(
            table,
            { ...registryKeys.profile(tenant) },
            item,
            version === 0 ? undefined : version,
          ),
          trailWrite(table, tenant, trail),
        ]);
        return outcome === 'done' ? version + 1 : 'again';
      });
    },
  };
}
