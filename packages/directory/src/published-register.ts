import type { Catalogue, IcbCode, IcbDirectory, OdsCode, Source } from '@registry/domain';
import { readEpraccur } from './epraccur.ts';
import { joinFiles } from './join.ts';
import { readListSizes } from './list-sizes.ts';
import type { NamedFile } from './named-file.ts';
import { readOnlineConsultation } from './online-consultation.ts';
import { readPracticeMap } from './practice-map.ts';
import type { Refused } from './rows.ts';
import type { UnmappedSupplier } from './suppliers.ts';

/** The published files of an import; at least `map` or `practices` (epraccur) must be there. */
export interface PublishedFiles {
  map?: NamedFile;
  listSizes?: NamedFile;
  practices?: NamedFile;
  onlineConsultation?: NamedFile;
}

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

/**
 * Reads the published files and joins them, practice by practice. A practice counts when the map or
 * epraccur has it. Where both speak, the map wins (name, postcode, sub-ICB, ICB, region); PCN and
 * clinical system come from the map alone, address and telephone from epraccur alone. Each value
 * carries its source. Throws UnreadableFile when any file is not what it should be: then nothing is
 * to be imported.
 */
export async function readPublishedRegister(
  files: PublishedFiles,
  catalogue: Catalogue,
): Promise<PublishedRegister> {
  if (!files.map && !files.practices)
    throw new Error(
      'The practice map or the ODS practices (epraccur) must be given: the other files do not say which practices there are.',
    );
  const map = files.map && readPracticeMap(files.map);
  const listSizes = files.listSizes && readListSizes(files.listSizes);
  const epraccur = files.practices && readEpraccur(files.practices);
  const online =
    files.onlineConsultation && (await readOnlineConsultation(files.onlineConsultation));
  return joinFiles({ map, listSizes, epraccur, online }, catalogue);
}
