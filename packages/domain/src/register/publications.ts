import { IcbCode, OdsCode } from '../words/codes.ts';
import type {
  DatasetDates,
  DirectoryEntry,
  IcbDirectory,
  KeptDataset,
  PublishedStatement,
  PublishedStatements,
} from './published.ts';
import { Dataset } from './published.ts';
import { named, placedBy, placingDatasets, workOutEntry } from './work-out-entry.ts';

/** What one dataset says on the day it describes, practice by practice. */
export interface Publication {
  dataset: Dataset;
  asAt: string;
  statements: ReadonlyMap<OdsCode, PublishedStatement>;
}

/** What all datasets say together, each of its own day. */
export interface Publications {
  dates: DatasetDates;
  /** Of practices that no dataset places, too: one that comes later may. */
  statements: ReadonlyMap<OdsCode, PublishedStatements>;
}

/** Nothing yet. */
export const noPublications: Publications = { dates: {}, statements: new Map() };

/**
 * What a register holds, put together from its practices and from what is kept of each dataset as a
 * whole, which is written first: where both have a statement of one day, that counts.
 */
export function heldPublications(
  practices: readonly { odsCode: OdsCode; datasets: PublishedStatements }[],
  kept: readonly KeptDataset[],
): Publications {
  const dates: DatasetDates = {};
  const statements = new Map<OdsCode, PublishedStatements>();
  const add = (odsCode: OdsCode, dataset: Dataset, statement: PublishedStatement) => {
    if (dataset !== 'demonstration') dates[dataset] = later(dates[dataset], statement.asAt);
    const before = statements.get(odsCode);
    if ((before?.[dataset]?.asAt ?? '') > statement.asAt) return;
    statements.set(odsCode, { ...before, [dataset]: statement });
  };
  for (const { odsCode, datasets } of practices)
    for (const dataset of Dataset.options) {
      const statement = datasets[dataset];
      if (statement) add(odsCode, dataset, statement);
    }
  for (const { dataset, asAt, unplaced } of kept) {
    dates[dataset] = later(dates[dataset], asAt);
    for (const [code, statement] of Object.entries(unplaced)) {
      if (statement) add(OdsCode.parse(code), dataset, statement);
    }
  }
  return { dates, statements };
}

function later(one: string | undefined, other: string): string {
  return one !== undefined && one > other ? one : other;
}

/**
 * What is to be kept of each dataset as a whole, before the practices are written: what it says of
 * those that are placed nowhere, and once more of those that were not among `placed` until now, so
 * that a write cut short loses nothing.
 */
export function keptDatasets(
  { dates, statements }: Publications,
  unplaced: ReadonlyMap<OdsCode, PublishedStatements>,
  before: readonly KeptDataset[],
  placed: ReadonlySet<OdsCode>,
): KeptDataset[] {
  return Dataset.options.flatMap((dataset) => {
    const asAt = dates[dataset];
    if (asAt === undefined) return [];
    const was = before.find((each) => each.dataset === dataset)?.unplaced ?? {};
    const arriving = Object.keys(was)
      .map((code) => OdsCode.parse(code))
      .filter((odsCode) => !placed.has(odsCode));
    const said = [...new Set([...unplaced.keys(), ...arriving])].sort().flatMap((odsCode) => {
      const statement = statements.get(odsCode)?.[dataset];
      return statement ? [[odsCode, statement] as const] : [];
    });
    return { dataset, asAt, unplaced: Object.fromEntries(said) };
  });
}

/** Those of some publications that are older than what is known of the same dataset. */
export function olderThan<T extends Pick<Publication, 'dataset' | 'asAt'>>(
  { dates }: Pick<Publications, 'dates'>,
  given: readonly T[],
): T[] {
  return given.filter(({ dataset, asAt }) => asAt < (dates[dataset] ?? ''));
}

/** Whether any of these says which practices there are: only then may a practice or an ICB go. */
export function places(given: readonly Pick<Publication, 'dataset'>[]): boolean {
  return given.some(({ dataset }) => placingDatasets.some((each) => each === dataset));
}

/**
 * What is published once these have come, none of them older than what is known of its dataset:
 * each takes the place of all that its dataset said before, and touches no other. In whatever order
 * they come, the end is the same. A file that says which practices there are makes the
 * demonstration's go.
 */
export function publish(known: Publications, given: readonly Publication[]): Publications {
  const replaced = new Set<Dataset>(given.map(({ dataset }) => dataset));
  if (places(given)) replaced.add('demonstration');
  const statements = new Map<OdsCode, PublishedStatements>();
  for (const [odsCode, before] of known.statements) {
    statements.set(odsCode, without(before, replaced));
  }
  for (const { dataset, statements: said } of given)
    for (const [odsCode, statement] of said)
      statements.set(odsCode, { ...statements.get(odsCode), [dataset]: statement });
  const dates = { ...known.dates };
  for (const { dataset, asAt } of given) dates[dataset] = asAt;
  const spokenOf = [...statements].filter(([, said]) => Object.keys(said).length > 0);
  return { dates, statements: new Map(spokenOf) };
}

function without(
  statements: PublishedStatements,
  datasets: ReadonlySet<string>,
): PublishedStatements {
  return Object.fromEntries(
    Object.entries(statements).filter(([dataset]) => !datasets.has(dataset)),
  );
}

/** What is published of England, an ICB at a time, and what no ICB has. */
export interface PublishedDirectories {
  /** Sorted by code; practices sorted by ODS code. */
  icbs: { code: IcbCode; directory: IcbDirectory }[];
  /** What datasets say of practices that no placing dataset names, sorted by ODS code. */
  unplaced: Map<OdsCode, PublishedStatements>;
}

/** The ICBs' directories that all publications together make. */
export function directoriesOf({ dates, statements }: Publications): PublishedDirectories {
  const sorted = [...statements].sort(([a], [b]) => (a < b ? -1 : 1));
  const names = namesIn(sorted.map(([, said]) => said));
  const practices = new Map<IcbCode, DirectoryEntry[]>();
  const unplaced: PublishedDirectories['unplaced'] = new Map();
  for (const [odsCode, said] of sorted) {
    const code = IcbCode.safeParse(placedBy(said)?.icb?.code).data;
    if (code === undefined) unplaced.set(odsCode, said);
    else {
      const there = practices.get(code) ?? [];
      there.push(workOutEntry(odsCode, said, names));
      practices.set(code, there);
    }
  }
  const icbs = [...practices]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, entries]) => {
      const { name } = named({ code, name: code }, names);
      return { code, directory: { name, practices: entries, datasets: dates } };
    });
  return { icbs, unplaced };
}

/** Datasets that name ICBs, sub-ICB locations and regions, those whose spelling counts last. */
const naming = ['online-consultation', 'demonstration', 'gp-practice-map'] as const;

/** Names by code, wherever a dataset has them. */
function namesIn(all: readonly PublishedStatements[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const dataset of naming)
    for (const statements of all) {
      const { icb, subIcb, region } = statements[dataset] ?? {};
      for (const each of [icb, subIcb, region])
        if (each && each.name !== each.code) names.set(each.code, each.name);
    }
  return names;
}
