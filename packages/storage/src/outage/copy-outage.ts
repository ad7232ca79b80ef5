import type { Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { transact, untilDone } from '../database.ts';
import { getItem } from '../reads.ts';
import { createOpenOutages } from './open-outages.ts';
import type { OutageWritten } from './outage-items.ts';
import { putOutage, putUpdate, updateKey } from './outage-items.ts';
import { readOutageItem } from './read-outages.ts';

/**
 * Copies an update of a national outage, and the outage as it is, into an ICB in scope; an update
 * that is there stays.
 */
export async function copyOutage(
  db: Database,
  tenant: Tenant,
  { outage, update, exposure }: OutageWritten,
): Promise<void> {
  const { outages: table } = db.tables;
  const open = createOpenOutages(db);
  await untilDone(db, async () => {
    if (await getItem(db, table, updateKey(tenant, outage.id, update.number))) return 'done';
    const held = await readOutageItem(db, tenant, outage.id);
    // The outage may be further on than this update, here as well as there: the later state stands.
    const latest = held && held.outage.lastUpdate > outage.lastUpdate ? held.outage : outage;
    const outcome = await transact(db, [
      putOutage(table, tenant, latest, held?.version),
      ...putUpdate(table, tenant, { outage, update, exposure }),
      ...(await open.markNational(tenant, latest)),
    ]);
    return outcome === 'done' ? outcome : 'again';
  });
}
