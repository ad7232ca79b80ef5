import { OdsCode } from '@registry/domain';
import * as z from 'zod';
import { readTable } from './csv-table.ts';
import { ExtractDate, soleDate } from './dates.ts';
import type { NamedFile } from './named-file.ts';
import type { PublishedFile } from './published-file.ts';
import { gatherPractices } from './rows.ts';

const ListSizeRow = z
  .object({
    EXTRACT_DATE: ExtractDate,
    CODE: OdsCode,
    SEX: z.string(),
    AGE: z.string(),
    NUMBER_OF_PATIENTS: z
      .string()
      .trim()
      .regex(/^\d{1,7}$/, 'should be a whole number of patients')
      .transform(Number),
  })
  .transform((row) => ({
    odsCode: row.CODE,
    asAt: row.EXTRACT_DATE,
    fields: { listSize: row.NUMBER_OF_PATIENTS },
  }));

/** What the list sizes say of a practice. */
export type ListSize = z.infer<typeof ListSizeRow>;

/**
 * Reads NHS England's registered patients per practice (`gp-reg-pat-prac-all`), of the day in its
 * `EXTRACT_DATE`. Only rows of all sexes and all ages are read. Throws UnreadableFile.
 */
export function readListSizes(file: NamedFile): PublishedFile<ListSize> {
  const table = readTable(
    file,
    'the list sizes (gp-reg-pat-prac-all)',
    Object.keys(ListSizeRow.in.shape),
  );
  const everybody = table.rows.filter(
    ({ cells }) => cells['SEX'] === 'ALL' && cells['AGE'] === 'ALL',
  );
  const { practices, refused } = gatherPractices(
    file.name,
    { ...table, rows: everybody },
    ListSizeRow,
  );
  const asAt = soleDate(
    file.name,
    [...practices.values()].map((practice) => practice.asAt),
  );
  const rows = table.rows.length + table.refused.length;
  return { file: file.name, source: { dataset: 'gp-list-sizes', asAt }, rows, refused, practices };
}
