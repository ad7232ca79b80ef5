import type { OdsCode, Tenant } from '@registry/domain';
import { Refusal } from '@registry/domain';
import type { Database } from '../database.ts';
import { transact, untilDone } from '../database.ts';
import type { HeldRoster } from './held-roster.ts';
import { differenceOf, readHeldRoster } from './held-roster.ts';
import type { ScannedRows } from './record-scan.ts';
import { scanRows } from './record-scan.ts';
import { rosterRepair } from './roster-items.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';

/** What rebuilding a roster found and did. */
export interface RosterRebuilt {
  /** Practices on the roster now. */
  practices: number;
  /** Practices whose row differed from their record or was missing, sorted. */
  changed: OdsCode[];
  /** Practices that were on the roster and that no record places there, sorted. */
  extra: OdsCode[];
  /** Its version now; the one it had when nothing was wrong, and nothing was written. */
  version: number;
}

/**
 * Makes one ICB's roster again from its records, with this name, whatever state it is in. `trail`
 * gives the entry for the practices that were put right. A practice registered meanwhile is kept:
 * the write holds only for the version that the scan began from, and begins again after a
 * collision. Throws `StillColliding` after 12 attempts.
 */
export async function rebuildRoster(
  db: Database,
  tenant: Tenant,
  name: string,
  trail: (odsCodes: readonly OdsCode[]) => TrailEntry,
): Promise<RosterRebuilt> {
  return untilDone(db, async () => {
    const held = await readHeldRoster(db, tenant);
    const { rows, unreadable } = await scanOne(db, tenant);
    if (unreadable.length > 0) throw recordsUnreadable(unreadable);
    const difference = differenceOf(tenant, rows, held.roster?.rows ?? []);
    const changed = [...difference.missing, ...difference.differing].sort();
    const { extra } = difference;
    const found = { practices: rows.length, changed, extra };
    const { version, fault, roster } = held;
    const isRight = changed.length === 0 && extra.length === 0 && roster?.name === name;
    if (version !== undefined && !fault && isRight) return { ...found, version };
    const next = { name, rows, version: nextVersion(held) };
    const outcome = await transact(db, [
      // Whatever is there: a damaged item need not have the version that VERSION has, and every
      // writer changes both.
      ...rosterRepair(db.tables.registry, tenant, next, version),
      trailWrite(db.tables.registry, tenant, trail([...changed, ...extra])),
    ]);
    return outcome === 'done' ? { ...found, version: next.version } : 'again';
  });
}

async function scanOne(db: Database, tenant: Tenant): Promise<ScannedRows> {
  return (await scanRows(db, [tenant])).get(tenant) ?? { rows: [], unreadable: [] };
}

/** A roster made without them would leave them out of every answer. */
function recordsUnreadable(odsCodes: readonly string[]): Refusal {
  return new Refusal(
    'unreadable',
    `The roster is as it was: the records of ${odsCodes.join(', ')} cannot be read by this version of the registry`,
  );
}

/** One that neither of the two items has had. */
function nextVersion({ version = 0, ownVersion = 0 }: HeldRoster): number {
  return Math.max(version, ownVersion) + 1;
}
