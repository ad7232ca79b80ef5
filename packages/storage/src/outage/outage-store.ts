import type { Outage, OutageId, Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { copyOutage } from './copy-outage.ts';
import { createDeclaring } from './declare-outages.ts';
import { holdOutage } from './hold-outage.ts';
import type { OutageWritten } from './outage-items.ts';
import { createMarking } from './mark-updates.ts';
import { createOutageReads } from './read-outages.ts';
import { createToldLately } from './told-lately.ts';
import { createUpdating } from './update-outages.ts';
import type { TrailEntry } from '../trail.ts';

/** Reads and writes outages and their story. */
export type OutageStore = ReturnType<typeof createOutageStore>;

/** Makes a store over what the database's credentials can reach. */
export function createOutageStore(db: Database) {
  return {
    ...createOutageReads(db),
    ...createDeclaring(db),
    ...createUpdating(db),
    ...createMarking(db),
    ...createToldLately(db),
    /** Holds what is personal in an outage beyond its time, or lets it go. As `holdOutage`. */
    hold: (tenant: Tenant, id: OutageId, hold: Outage['hold'], trail: TrailEntry) =>
      holdOutage(db, tenant, id, hold, trail),
    /** Copies a national outage's update into an ICB in scope; one that is there stays. */
    copy: (tenant: Tenant, written: OutageWritten) => copyOutage(db, tenant, written),
  };
}
