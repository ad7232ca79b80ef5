import type { IcbCode, OdsCode } from '../words/codes.ts';
import { Refusal } from '../words/refusal.ts';
import { isOwn } from '../catalogue/own-product.ts';
import type { DatasetDates, DirectoryEntry } from './published.ts';
import { Dataset } from './published.ts';
import type { PracticeRecord, Statement } from './record.ts';
import { recordedRoles } from './recorded-roles.ts';
import { statementsOf } from './work-out-entry.ts';

/** What a publication changes in one ICB, worked out from what is held. */
export interface DirectoryChange {
  /** Records to write here, new or changed, each with its next version. */
  write: PracticeRecord[];
  created: OdsCode[];
  changed: OdsCode[];
  unchanged: OdsCode[];
  /**
   * Practices held here that the publication no longer places here; their changed records are in
   * `write`.
   */
  left: OdsCode[];
  /** Practices of which the publication is newer than their own word, and contradicts it. */
  contradicted: OdsCode[];
}

/** What is published of one ICB, and when it comes. */
export interface Publishing {
  entries: readonly DirectoryEntry[];
  /** The datasets that the entries are worked out from, where the publisher says so. */
  datasets?: DatasetDates | undefined;
  /** The day on which a practice that is not among them has left. */
  today: string;
}

/**
 * Works out what a publication changes among the practices that an ICB holds. What a practice or
 * its ICB said is kept as it is. Throws an `older-publication` refusal when what is held of a
 * practice comes from a newer publication of the same dataset, or from a dataset of which the
 * publisher, who names those it knows, does not know.
 */
export function decideDirectory(
  icb: IcbCode,
  { entries, datasets, today }: Publishing,
  held: ReadonlyMap<OdsCode, PracticeRecord>,
): DirectoryChange {
  const change: DirectoryChange = {
    write: [],
    created: [],
    changed: [],
    unchanged: [],
    left: [],
    contradicted: [],
  };
  for (const entry of entries) {
    const record = held.get(entry.odsCode);
    const next = withEntry(icb, entry, record, datasets);
    if (next === record) change.unchanged.push(entry.odsCode);
    else {
      change.write.push(next);
      (record ? change.changed : change.created).push(entry.odsCode);
    }
    if (isContradicted(next)) change.contradicted.push(entry.odsCode);
  }
  const listed = new Set(entries.map(({ odsCode }) => odsCode));
  for (const record of held.values()) {
    if (listed.has(record.odsCode) || record.leftDirectory) continue;
    if (datasets) refuseOlder(record, undefined, datasets);
    change.write.push({ ...record, version: record.version + 1, leftDirectory: today });
    change.left.push(record.odsCode);
  }
  return change;
}

/** Whether a newer source contradicts what the practice or its ICB said, in any role. */
export function isContradicted(record: PracticeRecord): boolean {
  return recordedRoles(record).some(({ contradictory }) => contradictory);
}

/**
 * A record with what is now published of its practice, in the ICB where that places it: with
 * everything declared and supplied, but without the own products of the ICB that it leaves. The
 * record itself when nothing differs. Throws as `decideDirectory`.
 */
export function withEntry(
  icb: IcbCode,
  entry: DirectoryEntry,
  record: PracticeRecord | undefined,
  datasets?: DatasetDates,
): PracticeRecord {
  if (!record) return { odsCode: entry.odsCode, icb, version: 1, directory: entry };
  refuseOlder(record, entry, datasets);
  const { leftDirectory, ...kept } = record;
  if (record.icb === icb && !leftDirectory && same(record.directory, entry)) return record;
  const moved = record.icb === icb ? kept : withoutOwnProducts(kept);
  return { ...moved, icb, version: record.version + 1, directory: entry };
}

/**
 * A record as it leaves its ICB, whose own products nobody else may see: what only they filled is
 * no longer recorded.
 */
function withoutOwnProducts<T extends Pick<PracticeRecord, 'declared' | 'supplied'>>(record: T): T {
  const { declared, supplied } = record;
  return {
    ...record,
    ...(declared && { declared: stripped(declared) }),
    ...(supplied && { supplied: stripped(supplied) }),
  };
}

function stripped(statement: Statement): Statement {
  const { offlineRecordAccess, ...continuity } = statement.continuity;
  const keepsAccess = offlineRecordAccess && !isOwn(offlineRecordAccess.product);
  return {
    ...statement,
    systems: statement.systems.filter(({ product }) => product === null || !isOwn(product)),
    continuity: { ...continuity, ...(keepsAccess && { offlineRecordAccess }) },
  };
}

/**
 * Refuses an entry, or none, in place of what is held of a practice where a dataset has newer words
 * of it, or words that the publisher cannot have known. A dataset that has a newer file may have
 * taken its words back.
 */
function refuseOlder(
  { odsCode, icb, directory }: PracticeRecord,
  entry: DirectoryEntry | undefined,
  datasets: DatasetDates | undefined,
): void {
  const nameless = { code: icb, name: icb };
  const [held, now] = [statementsOf(directory, nameless), entry && statementsOf(entry, nameless)];
  for (const dataset of Dataset.options) {
    const was = held[dataset]?.asAt;
    const is = now?.[dataset]?.asAt ?? datasets?.[dataset];
    const takenBack = is === undefined && (!datasets || dataset === 'demonstration');
    if (was === undefined || takenBack || (is !== undefined && is >= was)) continue;
    throw new Refusal(
      'older-publication',
      `What is held of ${odsCode} comes from ${dataset} as at ${was}, ${is === undefined ? 'of which this load does not know' : `which is newer than ${is}`}: nothing was changed`,
    );
  }
}

/** Compares parsed values, whose keys come in any order. */
function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, index) => same(each, b[index]));
  }
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
    return (
      left.size === right.size && [...left].every(([key, value]) => same(value, right.get(key)))
    );
  }
  return a === b;
}
