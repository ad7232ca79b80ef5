import type {
  Dataset,
  DirectoryEntry,
  OdsCode,
  Publications,
  PublishedDirectories,
  Role,
} from '@registry/domain';
import { directoriesOf, publish } from '@registry/domain';
import type { ReadPublication } from './publication.ts';
import type { Refused } from './rows.ts';

/**
 * A supplier in a published file for which the catalogue has no product, and at how many practices
 * it stands.
 */
export interface UnmappedSupplier {
  dataset: Dataset;
  role: Role;
  supplier: string;
  practices: number;
}

/** What is published of England, once some files have come to what was known before. */
export interface PublishedRegister extends PublishedDirectories {
  publications: Publications;
  /** Of `rows` of data, how many reached a practice of the register, and which were refused. */
  files: {
    file: string;
    dataset: Dataset;
    asAt: string;
    rows: number;
    used: number;
    refused: Refused[];
  }[];
  joined: {
    practices: number;
    withoutClinicalSystem: number;
    withoutListSize: number;
    withoutOnlineConsultation: number;
    withoutPcn: number;
    /** Practices whose clinical system the map and the second opinion name differently. */
    clinicalSystemInDoubt: OdsCode[];
  };
  unmappedSuppliers: UnmappedSupplier[];
  /** Practices that the map and epraccur place differently; the map's ICB is the one used. */
  icbDisagreements: { odsCode: OdsCode; map: string; epraccur: string }[];
}

/** Joins files to what was known before, practice by practice, as `publish` says. */
export function joinFiles(
  known: Publications,
  given: readonly ReadPublication[],
): PublishedRegister {
  const publications = publish(known, given);
  const { icbs, unplaced } = directoriesOf(publications);
  const entries = icbs.flatMap(({ directory }) => directory.practices);
  const register = new Set(entries.map(({ odsCode }) => odsCode));
  return {
    publications,
    icbs,
    unplaced,
    files: given.map(({ file, dataset, asAt, rows, refused, statements }) => {
      const used = [...statements.keys()].filter((odsCode) => register.has(odsCode)).length;
      return { file, dataset, asAt, rows, used, refused };
    }),
    joined: countGaps(entries),
    unmappedSuppliers: given.flatMap((file) => unmappedIn(file, register)),
    icbDisagreements: disagreements(publications, entries),
  };
}

function unmappedIn(
  { dataset, unmapped }: ReadPublication,
  register: ReadonlySet<OdsCode>,
): UnmappedSupplier[] {
  const there = unmapped.filter(({ odsCode }) => register.has(odsCode));
  return [...Map.groupBy(there, ({ supplier }) => supplier.toLowerCase()).values()]
    .flatMap((all) => {
      const [first] = all;
      const practices = new Set(all.map(({ odsCode }) => odsCode)).size;
      return first ? { dataset, role: first.role, supplier: first.supplier, practices } : [];
    })
    .sort((a, b) => b.practices - a.practices);
}

function countGaps(entries: readonly DirectoryEntry[]): PublishedRegister['joined'] {
  const without = (has: (entry: DirectoryEntry) => boolean) =>
    entries.filter((entry) => !has(entry)).length;
  return {
    practices: entries.length,
    withoutClinicalSystem: without(({ systems }) =>
      systems.some(({ role }) => role === 'clinical-system'),
    ),
    withoutListSize: without(({ listSize }) => listSize !== undefined),
    withoutOnlineConsultation: without(({ systems }) =>
      systems.some(({ role }) => role === 'online-consultation'),
    ),
    withoutPcn: without(({ pcn }) => pcn !== undefined),
    clinicalSystemInDoubt: entries.filter(isInDoubt).map(({ odsCode }) => odsCode),
  };
}

function isInDoubt({ systems }: DirectoryEntry): boolean {
  const clinical = systems.filter(({ role }) => role === 'clinical-system');
  return new Set(clinical.map(({ source }) => source.dataset)).size > 1;
}

function disagreements(
  { statements }: Publications,
  entries: readonly DirectoryEntry[],
): PublishedRegister['icbDisagreements'] {
  return entries.flatMap(({ odsCode }) => {
    const said = statements.get(odsCode);
    const [map, epraccur] = [said?.['gp-practice-map']?.icb?.code, said?.epraccur?.icb?.code];
    return map && epraccur && map !== epraccur ? [{ odsCode, map, epraccur }] : [];
  });
}
