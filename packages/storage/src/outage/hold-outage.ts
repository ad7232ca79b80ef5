import type { Outage, OutageId, Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { transact, untilDone } from '../database.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';
import { putOutage } from './outage-items.ts';
import { requireOutageItem } from './read-outages.ts';
import { countWrite } from './write-budget.ts';

/**
 * Holds what is personal in an outage beyond its time, or lets it go again; in one transaction with
 * the trail. Gives the outage as it is then. Throws `not-found` for an outage that is not this
 * ICB's, `too-many-writes` when it has written as much as it may.
 */
export async function holdOutage(
  db: Database,
  tenant: Tenant,
  id: OutageId,
  hold: Outage['hold'],
  trail: TrailEntry,
): Promise<Outage> {
  return untilDone(db, async () => {
    const held = await requireOutageItem(db, tenant, id);
    const { hold: _before, ...rest } = held.outage;
    const outage = { ...rest, ...(hold && { hold }) };
    const outcome = await transact(db, [
      putOutage(db.tables.outages, tenant, outage, held.version),
      trailWrite(db.tables.registry, tenant, trail),
      await countWrite(db, tenant, trail.at),
    ]);
    return outcome === 'done' ? outage : 'again';
  });
}
