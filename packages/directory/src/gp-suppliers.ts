import { OdsCode } from '@registry/domain';
import * as z from 'zod';
import { readTable } from './csv-table.ts';
import { dateInName } from './dates.ts';
import type { NamedFile } from './named-file.ts';
import type { PublishedFile } from './published-file.ts';
import { gatherPractices } from './rows.ts';
import { suppliersIn } from './suppliers.ts';

const GpSuppliersRow = z
  .object({ GP_ODS_CODE: OdsCode, GP_SYSTEM: z.string() })
  .transform((row) => ({ odsCode: row.GP_ODS_CODE, suppliers: suppliersIn(row.GP_SYSTEM) }));

/** What the list of appointment systems says of a practice: the supplier of its main system. */
export type GpSupplier = z.infer<typeof GpSuppliersRow>;

/**
 * Reads NHS England's list of appointment and main systems (`gp_suppliers`), a second opinion on
 * the clinical system. The file carries no date; it is taken from the file's name. Throws
 * UnreadableFile.
 */
export function readGpSuppliers(file: NamedFile): PublishedFile<GpSupplier> {
  const table = readTable(
    file,
    'the appointment and main systems (gp_suppliers)',
    Object.keys(GpSuppliersRow.in.shape),
  );
  const source = { dataset: 'gp-suppliers' as const, asAt: dateInName(file.name) };
  const { practices, refused } = gatherPractices(file.name, table, GpSuppliersRow);
  const rows = table.rows.length + table.refused.length;
  return { file: file.name, source, rows, refused, practices };
}
