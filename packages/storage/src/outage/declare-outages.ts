import type { Outage, Tenant } from '@registry/domain';
import { OutageId } from '@registry/domain';
import type { Database } from '../database.ts';
import { transact, untilDone } from '../database.ts';
import type { Once } from '../idempotency.ts';
import { doneBefore, rememberOnce } from '../idempotency.ts';
import { trailWrite } from '../trail.ts';
import { createOpenOutages } from './open-outages.ts';
import type { OutageChange } from './outage-items.ts';
import { putOutage, putUpdate } from './outage-items.ts';
import { requireOutageItem } from './read-outages.ts';

/** What declares outages, each under its key once. */
export function createDeclaring(db: Database) {
  const { outages: table, registry } = db.tables;
  const open = createOpenOutages(db);

  /** The outage declared before under this key, if any. */
  async function declaredBefore(
    tenant: Tenant,
    once: Once | undefined,
  ): Promise<Outage | undefined> {
    const before = await doneBefore(db, tenant, once);
    if (before === undefined) return undefined;
    return (await requireOutageItem(db, tenant, OutageId.parse(before))).outage;
  }

  return {
    /** As said above. Throws `key-reused` when the key stood for another request. */
    declaredBefore,

    /**
     * Writes a new outage, its first update, the trail and the idempotency key in one transaction,
     * and gives the outage: the one declared before under the same key, if so. Throws
     * `already-open` when one of its products is open here.
     */
    async declare(tenant: Tenant, change: OutageChange, once?: Once): Promise<Outage> {
      return untilDone(db, async () => {
        const before = await declaredBefore(tenant, once);
        if (before) return before;
        const over = await open.requireNoOther(tenant, change.outage);
        const outcome = await transact(db, [
          putOutage(table, tenant, change.outage, undefined),
          ...putUpdate(table, tenant, change),
          ...open.take(tenant, change.outage, over),
          ...rememberOnce(registry, tenant, once, change.outage.id),
          trailWrite(registry, tenant, change.trail),
        ]);
        return outcome === 'done' ? change.outage : 'again';
      });
    },
  };
}
