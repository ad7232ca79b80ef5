import { IcbCode, type NamedCode, OdsCode } from '@registry/domain';
import * as z from 'zod';
import { readTable } from './csv-table.ts';
import { ExtractDate, soleDate } from './dates.ts';
import type { NamedFile } from './named-file.ts';
import type { PublishedFile } from './published-file.ts';
import { readableName } from './readable-name.ts';
import { gatherPractices } from './rows.ts';
import { suppliersIn } from './suppliers.ts';

const filled = z.string().trim().min(1, 'should not be empty');

const MapRow = z
  .object({
    EXTRACT_DATE: ExtractDate,
    PRACTICE_CODE: OdsCode,
    PRACTICE_NAME: filled,
    PRACTICE_POSTCODE: z.string().trim(),
    PCN_CODE: z.string().trim(),
    PCN_NAME: z.string().trim(),
    SUB_ICB_LOCATION_CODE: filled,
    SUB_ICB_LOCATION_NAME: filled,
    ICB_CODE: IcbCode,
    ICB_NAME: filled,
    COMM_REGION_CODE: filled,
    COMM_REGION_NAME: filled,
    SUPPLIER_NAME: z.string(),
  })
  .transform((row) => ({
    odsCode: row.PRACTICE_CODE,
    asAt: row.EXTRACT_DATE,
    icb: { code: row.ICB_CODE, name: row.ICB_NAME },
    suppliers: suppliersIn(row.SUPPLIER_NAME),
    regionCode: row.COMM_REGION_CODE,
    fields: {
      name: readableName(row.PRACTICE_NAME),
      ...(row.PRACTICE_POSTCODE && { postcode: row.PRACTICE_POSTCODE }),
      ...pcnOf(row.PCN_CODE, row.PCN_NAME),
      subIcb: { code: row.SUB_ICB_LOCATION_CODE, name: row.SUB_ICB_LOCATION_NAME },
      region: row.COMM_REGION_NAME,
    },
  }));

/** What the practice map says of a practice. */
export type MapPractice = z.infer<typeof MapRow>;

/** `U` and `Unallocated` stand for a practice in no PCN. */
function pcnOf(code: string, name: string): { pcn?: NamedCode } {
  return code === 'U' || code === '' || name === ''
    ? {}
    : { pcn: { code, name: readableName(name) } };
}

/**
 * Reads NHS England's mapping of practices (`gp-reg-pat-prac-map`), of the day in its
 * `EXTRACT_DATE`. `SUPPLIER_NAME` is the supplier of the clinical system. Throws UnreadableFile.
 */
export function readPracticeMap(file: NamedFile): PublishedFile<MapPractice> {
  const table = readTable(
    file,
    'the practice map (gp-reg-pat-prac-map)',
    Object.keys(MapRow.in.shape),
  );
  const { practices, refused } = gatherPractices(file.name, table, MapRow);
  const asAt = soleDate(
    file.name,
    [...practices.values()].map((practice) => practice.asAt),
  );
  const rows = table.rows.length + table.refused.length;
  return {
    file: file.name,
    source: { dataset: 'gp-practice-map', asAt },
    rows,
    refused,
    practices,
  };
}
