import type { Catalogue } from '@registry/domain';
import { noPublications } from '@registry/domain';
import { readEpraccur } from './epraccur.ts';
import { readGpSuppliers } from './gp-suppliers.ts';
import type { PublishedRegister } from './join.ts';
import { joinFiles } from './join.ts';
import { readListSizes } from './list-sizes.ts';
import type { NamedFile } from './named-file.ts';
import { readOnlineConsultation } from './online-consultation.ts';
import { readPracticeMap } from './practice-map.ts';
import type { ReadPublication } from './publication.ts';
import {
  epraccurPublication,
  gpSuppliersPublication,
  listSizesPublication,
  mapPublication,
  onlinePublication,
} from './publication.ts';

/** The published files of an import: any of them. */
export interface PublishedFiles {
  map?: NamedFile;
  listSizes?: NamedFile;
  practices?: NamedFile;
  onlineConsultation?: NamedFile;
  gpSuppliers?: NamedFile;
}

/**
 * Reads published files, each by itself. Throws UnreadableFile when any of them is not what it
 * should be: then nothing is to be imported.
 */
export async function readPublications(
  { map, listSizes, practices, onlineConsultation, gpSuppliers }: PublishedFiles,
  catalogue: Catalogue,
): Promise<ReadPublication[]> {
  const read = [
    map && mapPublication(readPracticeMap(map), catalogue),
    listSizes && listSizesPublication(readListSizes(listSizes)),
    practices && epraccurPublication(readEpraccur(practices)),
    onlineConsultation &&
      onlinePublication(await readOnlineConsultation(onlineConsultation), catalogue),
    gpSuppliers && gpSuppliersPublication(readGpSuppliers(gpSuppliers), catalogue),
  ];
  return read.filter((each) => each !== undefined);
}

/**
 * The register that these files alone make. A practice counts when the map or epraccur has it.
 * Where both speak, the map wins (name, postcode, sub-ICB, ICB, region); PCN comes from the map
 * alone, address and telephone from epraccur alone. Each value carries its source. Throws as
 * `readPublications`.
 */
export async function readPublishedRegister(
  files: PublishedFiles,
  catalogue: Catalogue,
): Promise<PublishedRegister> {
  return joinFiles(noPublications, await readPublications(files, catalogue));
}
