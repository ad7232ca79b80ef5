import type { Outage, OutageId, OutageNote, Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, transact, untilDone } from '../database.ts';
import type { Once } from '../idempotency.ts';
import { doneBefore, rememberOnce } from '../idempotency.ts';
import { outageKeys } from '../keys.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';
import { createOpenOutages } from './open-outages.ts';
import type { OutageChange } from './outage-items.ts';
import { putOutage, putUpdate } from './outage-items.ts';
import { countWrite } from './write-budget.ts';
import { requireOutageItem } from './read-outages.ts';

/** What adds to the story of outages. */
export function createUpdating(db: Database) {
  const { outages: table, registry } = db.tables;
  const open = createOpenOutages(db);

  return {
    /**
     * The outage as it is, if an update was added to it under this key before. Throws `key-reused`.
     */
    async updatedBefore(
      tenant: Tenant,
      id: OutageId,
      once: Once | undefined,
    ): Promise<Outage | undefined> {
      if ((await doneBefore(db, tenant, once)) === undefined) return undefined;
      return (await requireOutageItem(db, tenant, id)).outage;
    },

    /**
     * Adds an update as `decide` makes it of the outage held, in one transaction with the trail,
     * and gives the outage as it is then. Throws `not-found` for an outage that is not this ICB's,
     * `too-many-writes` when it has written as much as it may.
     */
    async addUpdate(
      tenant: Tenant,
      id: OutageId,
      decide: (held: Outage) => OutageChange,
      once?: Once,
    ): Promise<Outage> {
      return untilDone(db, async () => {
        const held = await requireOutageItem(db, tenant, id);
        if (await doneBefore(db, tenant, once)) return held.outage;
        const change = decide(held.outage);
        const outcome = await transact(db, [
          putOutage(table, tenant, change.outage, held.version),
          ...putUpdate(table, tenant, change),
          ...(await open.change(tenant, held.outage, change.outage)),
          ...rememberOnce(registry, tenant, once, id),
          trailWrite(registry, tenant, change.trail),
          await countWrite(db, tenant, change.trail.at),
        ]);
        return outcome === 'done' ? change.outage : 'again';
      });
    },

    /**
     * Adds an action taken or a statement. Throws `not-found` for an outage that is not this ICB's,
     * `too-many-writes` when it has written as much as it may.
     */
    async addNote(
      tenant: Tenant,
      id: OutageId,
      note: OutageNote,
      trail: TrailEntry,
      once?: Once,
    ): Promise<void> {
      await untilDone(db, async () => {
        await requireOutageItem(db, tenant, id);
        if (await doneBefore(db, tenant, once)) return 'done';
        const outcome = await transact(db, [
          put(table, { ...outageKeys.note(tenant, id, trail.id) }, { note }, undefined),
          ...rememberOnce(registry, tenant, once, id),
          trailWrite(registry, tenant, trail),
          await countWrite(db, tenant, trail.at),
        ]);
        return outcome === 'done' ? 'done' : 'again';
      });
    },
  };
}
