import type {
  Catalogue,
  DirectoryEntry,
  IcbCode,
  IcbDirectory,
  OdsCode,
  Source,
} from '@registry/domain';
import type { EpraccurPractice } from './epraccur.ts';
import type { ListSize } from './list-sizes.ts';
import type { Submissions } from './online-consultation.ts';
import type { MapPractice } from './practice-map.ts';
import type { PublishedFile } from './published-file.ts';
import type { Refused } from './rows.ts';
import type { UnmappedSupplier } from './suppliers.ts';
import { systemsIn } from './suppliers.ts';

/** Published files, joined. */
export interface PublishedRegister {
  /** Sorted by code; practices sorted by ODS code. */
  icbs: { code: IcbCode; directory: IcbDirectory }[];
  /** Of `rows` of data, how many reached a practice of the register, and which were refused. */
  files: {
    file: string;
    dataset: Source['dataset'];
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
  };
  unmappedSuppliers: UnmappedSupplier[];
  /** Practices that the map and epraccur place differently; the map's ICB is the one used. */
  icbDisagreements: { odsCode: OdsCode; map: IcbCode; epraccur: IcbCode }[];
}

/** The published files, each read; `undefined` when not given. */
export interface ReadFiles {
  map: PublishedFile<MapPractice> | undefined;
  listSizes: PublishedFile<ListSize> | undefined;
  epraccur: PublishedFile<EpraccurPractice> | undefined;
  online: PublishedFile<Submissions> | undefined;
}

/** Joins the files practice by practice, as `readPublishedRegister` says. */
export function joinFiles(files: ReadFiles, catalogue: Catalogue): PublishedRegister {
  const { map, epraccur, online } = files;
  const odsCodes = [
    ...new Set([...(map?.practices.keys() ?? []), ...(epraccur?.practices.keys() ?? [])]),
  ].sort();
  const published = [
    ...(map ? [systemsIn(map, 'clinical-system', odsCodes, catalogue)] : []),
    ...(online ? [systemsIn(online, 'online-consultation', odsCodes, catalogue)] : []),
  ];
  const names = namesByCode(files);
  const entries = odsCodes.map((odsCode) =>
    entryOf(
      odsCode,
      files,
      names,
      published.flatMap(({ systems }) => systems.get(odsCode) ?? []),
    ),
  );
  return {
    icbs: groupByIcb(entries, files, names),
    files: filesUsed(files, new Set(odsCodes)),
    joined: countGaps(entries),
    unmappedSuppliers: published.flatMap(({ unmapped }) => unmapped),
    icbDisagreements: disagreements(files, odsCodes),
  };
}

/**
 * Names of ICBs, sub-ICB locations and regions by code, wherever a file has them; the map's
 * spelling is preferred.
 */
function namesByCode({ map, online }: ReadFiles): Map<string, string> {
  const names = new Map<string, string>();
  for (const { icb } of online?.practices.values() ?? [])
    if (icb.name) names.set(icb.code, icb.name);
  for (const { icb, fields, regionCode } of map?.practices.values() ?? [])
    names
      .set(icb.code, icb.name)
      .set(fields.subIcb.code, fields.subIcb.name)
      .set(regionCode, fields.region);
  return names;
}

function entryOf(
  odsCode: OdsCode,
  files: ReadFiles,
  names: ReadonlyMap<string, string>,
  systems: DirectoryEntry['systems'],
): DirectoryEntry {
  const ods = files.epraccur?.practices.get(odsCode);
  const listSize = files.listSizes?.practices.get(odsCode)?.fields;
  const epraccur = ods && {
    ...ods.fields,
    subIcb: { code: ods.subIcbCode, name: names.get(ods.subIcbCode) ?? ods.subIcbCode },
    region: names.get(ods.regionCode) ?? ods.regionCode,
  };
  const map = files.map?.practices.get(odsCode)?.fields;
  const provenance: DirectoryEntry['provenance'] = {};
  for (const [file, fields] of [
    [files.listSizes, listSize],
    [files.epraccur, epraccur],
    [files.map, map],
  ] as const)
    for (const field of Object.keys(fields ?? {})) if (file) provenance[field] = file.source;
  return { odsCode, name: odsCode, ...listSize, ...epraccur, ...map, systems, provenance };
}

function groupByIcb(
  entries: readonly DirectoryEntry[],
  { map, epraccur }: ReadFiles,
  names: ReadonlyMap<string, string>,
): PublishedRegister['icbs'] {
  const practices = new Map<IcbCode, DirectoryEntry[]>();
  for (const entry of entries) {
    const { odsCode } = entry;
    const icb = map?.practices.get(odsCode)?.icb.code ?? epraccur?.practices.get(odsCode)?.icb;
    if (!icb) continue;
    const there = practices.get(icb);
    if (there) there.push(entry);
    else practices.set(icb, [entry]);
  }
  return [...practices]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, practices]) => ({
      code,
      directory: { name: names.get(code) ?? code, practices },
    }));
}

function filesUsed(files: ReadFiles, register: ReadonlySet<OdsCode>): PublishedRegister['files'] {
  return [files.map, files.listSizes, files.epraccur, files.online]
    .filter((file) => file !== undefined)
    .map(({ file, source, rows, practices, refused }) => ({
      file,
      ...source,
      rows,
      used: [...practices.keys()].filter((odsCode) => register.has(odsCode)).length,
      refused,
    }));
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
  };
}

function disagreements(
  { map, epraccur }: ReadFiles,
  odsCodes: readonly OdsCode[],
): PublishedRegister['icbDisagreements'] {
  return odsCodes.flatMap((odsCode) => {
    const byMap = map?.practices.get(odsCode)?.icb.code;
    const byOds = epraccur?.practices.get(odsCode)?.icb;
    return byMap && byOds && byMap !== byOds ? [{ odsCode, map: byMap, epraccur: byOds }] : [];
  });
}
