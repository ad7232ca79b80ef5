import type { IcbCode, Tenant } from '@registry/domain';
import { tenantOfItem } from '@registry/domain';
import type { Database } from '../database.ts';
import type { HeldRoster, RosterDifference } from './held-roster.ts';
import { differenceOf, readHeldRoster } from './held-roster.ts';
import { createPointerStore } from './pointer-store.ts';
import type { ScannedRows } from './record-scan.ts';
import { scanRows } from './record-scan.ts';
import { readVersions } from './roster-items.ts';

/**
 * One roster that is not what its ICB's records say: unreadable as a whole, or with rows that
 * drifted.
 */
export type RosterFinding =
  | {
      kind: 'unreadable';
      icb: IcbCode;
      fault: NonNullable<HeldRoster['fault']> | 'has records that do not parse';
    }
  | ({ kind: 'drift'; icb: IcbCode } & RosterDifference);

/** What a check of every roster found. */
export interface RosterCheck {
  /** ICBs whose rosters were compared. */
  checked: number;
  findings: RosterFinding[];
  /** ICBs whose rosters changed during both looks, so that nothing can be said of them. */
  unchecked: IcbCode[];
}

/**
 * Compares the roster of every ICB that the pointers name with its records, in one scan; those that
 * changed meanwhile once more. Writes nothing.
 */
export async function checkRosters(db: Database): Promise<RosterCheck> {
  const icbs = await createPointerStore(db).readIcbs();
  const tenants = icbs.map(({ code }) => tenantOfItem(code));
  const first = await compare(db, tenants);
  const second = await compare(db, first.moving);
  return {
    checked: tenants.length - second.moving.length,
    findings: [...first.findings, ...second.findings],
    unchecked: second.moving,
  };
}

interface Comparison {
  findings: RosterFinding[];
  /** ICBs whose roster changed between the first record read and the last. */
  moving: Tenant[];
}

async function compare(db: Database, tenants: readonly Tenant[]): Promise<Comparison> {
  const comparison: Comparison = { findings: [], moving: [] };
  if (tenants.length === 0) return comparison;
  const before = await readVersions(db, tenants);
  const asked = await scanRows(db, tenants);
  for (const tenant of tenants) {
    const held = await readHeldRoster(db, tenant);
    if (held.version === before.get(tenant)) {
      comparison.findings.push(...findingsOf(tenant, asked.get(tenant), held));
    } else comparison.moving.push(tenant);
  }
  return comparison;
}

function findingsOf(
  icb: Tenant,
  { rows: asked, unreadable }: ScannedRows = { rows: [], unreadable: [] },
  { fault, roster }: HeldRoster,
): RosterFinding[] {
  if (unreadable.length > 0)
    return [{ kind: 'unreadable', icb, fault: 'has records that do not parse' }];
  if (fault) return [{ kind: 'unreadable', icb, fault }];
  if (!roster && asked.length > 0) return [{ kind: 'unreadable', icb, fault: 'is missing' }];
  const difference = differenceOf(icb, asked, roster?.rows ?? []);
  const { missing, extra, differing } = difference;
  const drifted = missing.length + extra.length + differing.length > 0;
  return drifted ? [{ kind: 'drift', icb, ...difference }] : [];
}
