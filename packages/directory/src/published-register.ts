import type { Catalogue } from '@registry/domain';
import { readEpraccur } from './epraccur.ts';
import type { PublishedRegister } from './join.ts';
import { joinFiles } from './join.ts';
import { readListSizes } from './list-sizes.ts';
import type { NamedFile } from './named-file.ts';
import { readOnlineConsultation } from './online-consultation.ts';
import { readPracticeMap } from './practice-map.ts';

/** The published files of an import; at least `map` or `practices` (epraccur) must be there. */
export interface PublishedFiles {
  map?: NamedFile;
  listSizes?: NamedFile;
  practices?: NamedFile;
  onlineConsultation?: NamedFile;
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
