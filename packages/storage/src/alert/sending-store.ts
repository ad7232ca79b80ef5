import * as z from 'zod';
import type { Tenant } from '@registry/domain';
import { Stop } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, transact, untilDone } from '../database.ts';
import { registryKeys } from '../keys.ts';
import { readableOf } from '../readable.ts';
import { getItems } from '../reads.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';

const SendingItem = z.object({ stop: Stop.nullable() });

/** Reads and moves the stop switches. */
export type SendingStore = ReturnType<typeof createSendingStore>;

/** Makes a store over what the database's credentials can reach. */
export function createSendingStore(db: Database) {
  const table = db.tables.registry;
  return {
    /** The stops in force among these organisations' own. */
    async readStops(tenants: readonly Tenant[]): Promise<Stop[]> {
      const keys = tenants.map((tenant) => ({ ...registryKeys.sending(tenant) }));
      const items = await getItems(db, table, keys);
      return readableOf(db, SendingItem, items).flatMap(({ stop }) => stop ?? []);
    },

    /** Moves an organisation's own switch, whichever way it stood; null takes the stop back. */
    async move(tenant: Tenant, stop: Stop | null, trail: TrailEntry): Promise<void> {
      await untilDone(db, async () => {
        const outcome = await transact(db, [
          put(table, { ...registryKeys.sending(tenant) }, { stop }, 'any'),
          trailWrite(table, tenant, trail),
        ]);
        return outcome === 'done' ? outcome : 'again';
      });
    },
  };
}
