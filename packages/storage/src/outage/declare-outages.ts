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
import { countWrite } from './write-budget.ts';
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
     * `already-open` when one of its products is open here, `too-many-writes` when this ICB has
     * written as much as it may.
     */
    async declare(tenant: Tenant, change: OutageChange, once?: Once): Promise<Outage> {
      return untilDone(db, async () => {
        const free = await open.requireNoOther(tenant, change.outage).then(
          (over) => ({ over }),
          (refusal: unknown) => ({ refusal }),
        );
        // Asked after the products: what has taken them meanwhile may be this very declaration.
        const before = await declaredBefore(tenant, once);
        if (before) return before;
        if ('refusal' in free) throw free.refusal;
        const outcome = await transact(db, [
          putOutage(table, tenant, change.outage, undefined),
          ...putUpdate(table, tenant, change),
          ...open.take(tenant, change.outage, free.over),
          ...rememberOnce(registry, tenant, once, change.outage.id),
          trailWrite(registry, tenant, change.trail),
          await countWrite(db, tenant, change.trail.at),
        ]);
        return outcome === 'done' ? change.outage : 'again';
      });
    },
  };
}
