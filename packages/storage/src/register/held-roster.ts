import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { OdsCode, Roster, RosterRow, Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { getItem } from '../reads.ts';
import { registryKeys } from '../keys.ts';
import { decodeRoster, encodeRoster, ROSTER_CODEC } from './roster-codec.ts';
import { readVersions, rosterIn } from './roster-items.ts';

const OwnVersion = z.object({ version: z.int() });

/** A roster as it lies in the store, whatever state it is in. */
export interface HeldRoster {
  /** The VERSION item's, which every writer changes; undefined when there is no such item. */
  version: number | undefined;
  /** The ROSTER item's own; undefined when it has none. */
  ownVersion: number | undefined;
  /** What it holds; undefined when it is missing or does not decode. */
  roster: Roster | undefined;
  /**
   * What is wrong with it as a whole, so that nobody can read or write it; undefined when nothing
   * is, or nothing is there.
   */
  fault: 'is missing' | 'does not decode' | 'has another version than its VERSION item' | undefined;
}

/**
 * Reads one ICB's roster strongly: both items as they were at one moment, unless nothing is wrong
 * with them anyway.
 */
export async function readHeldRoster(db: Database, tenant: Tenant): Promise<HeldRoster> {
  const version = await readVersion(db, tenant);
  const item = await getItem(db, db.tables.registry, { ...registryKeys.roster(tenant) });
  const roster = item && rosterIn(tenant, item);
  const ownVersion = OwnVersion.safeParse(item).data?.version;
  const fault = faultOf();
  // A writer who came between the two reads is no fault.
  if (fault && (await readVersion(db, tenant)) !== version) return readHeldRoster(db, tenant);
  return { version, ownVersion, roster, fault };

  function faultOf(): HeldRoster['fault'] {
    if (!item) return version === undefined ? undefined : 'is missing';
    if (!roster) return 'does not decode';
    return ownVersion === version ? undefined : 'has another version than its VERSION item';
  }
}

async function readVersion(db: Database, tenant: Tenant): Promise<number | undefined> {
  return (await readVersions(db, [tenant])).get(tenant);
}

/** How a roster differs from the records that it was made of, each list sorted. */
export interface RosterDifference {
  /** Practices that have a record and no row. */
  missing: OdsCode[];
  /** Practices that have a row and that no record places on this roster. */
  extra: OdsCode[];
  /** Practices whose row is not what their record says. */
  differing: OdsCode[];
}

/** Compares the rows that records ask for with those that a roster holds. */
export function differenceOf(
  tenant: Tenant,
  asked: readonly RosterRow[],
  held: readonly RosterRow[],
): RosterDifference {
  const rows = new Map(held.map((row) => [row.odsCode, row]));
  const wanted = asWritten(tenant, asked);
  const codes = new Set(wanted.map(({ odsCode }) => odsCode));
  return {
    missing: wanted.flatMap(({ odsCode }) => (rows.has(odsCode) ? [] : [odsCode])),
    extra: [...rows.keys()].filter((odsCode) => !codes.has(odsCode)).sort(),
    differing: wanted.flatMap((row) => {
      const is = rows.get(row.odsCode);
      return is && !isDeepStrictEqual(is, row) ? [row.odsCode] : [];
    }),
  };
}

/**
 * Rows as they come back from the store: what the codec does not keep, such as line ends in names,
 * is no difference.
 */
function asWritten(tenant: Tenant, rows: readonly RosterRow[]): readonly RosterRow[] {
  return decodeRoster(tenant, 0, ROSTER_CODEC, encodeRoster({ name: tenant, rows })).rows;
}
