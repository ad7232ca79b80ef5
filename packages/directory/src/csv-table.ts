import { readCsv } from './csv.ts';
import { type NamedFile, UnreadableFile } from './named-file.ts';
import { nameFields, type Refused, type Row } from './rows.ts';

/** Published files by columns that only they have. */
const signatures: readonly { columns: readonly string[]; looksLike: string }[] = [
  {
    columns: ['PRACTICE_CODE', 'SUPPLIER_NAME'],
    looksLike: 'the practice map (gp-reg-pat-prac-map)',
  },
  { columns: ['CODE', 'NUMBER_OF_PATIENTS'], looksLike: 'the list sizes (gp-reg-pat-prac-all)' },
  {
    columns: ['GP_ODS_CODE', 'GP_SYSTEM'],
    looksLike: 'the appointment and main systems (gp_suppliers)',
  },
  { columns: ['PREDECESSOR_CODE', 'SUCCESSOR_CODE'], looksLike: 'the succession of ICBs' },
];

/**
 * What a CSV file looks like by its first record, in words; undefined when it is no published file
 * that we know.
 */
export function looksLike(firstRecord: readonly string[]): string | undefined {
  const columns = new Set(firstRecord.map((title) => title.trim().toUpperCase()));
  const known = signatures.find((signature) =>
    signature.columns.every((column) => columns.has(column)),
  );
  if (known) return known.looksLike;
  const isEpraccur = firstRecord.length === 27 && /^[A-Z0-9]{3,6}$/.test(firstRecord[0] ?? '');
  return isEpraccur ? 'the ODS practices (epraccur)' : undefined;
}

/**
 * Rows of a CSV file with a heading line, cells by heading in capitals. Throws UnreadableFile when
 * a column of `required` is missing, saying what the file looks like instead.
 */
export function readTable(
  file: NamedFile,
  expected: string,
  required: readonly string[],
): { rows: Row[]; refused: Refused[] } {
  const [header, ...records] = readCsv(file);
  const titles = (header?.fields ?? []).map((title) => title.trim().toUpperCase());
  const missing = required.filter((column) => !titles.includes(column));
  if (missing.length > 0)
    throw new UnreadableFile(file.name, wrongFile(expected, missing, looksLike(titles)));
  return nameFields(records, titles);
}

function wrongFile(
  expected: string,
  missing: readonly string[],
  likeness: string | undefined,
): string {
  return likeness
    ? `should be ${expected}, and looks like ${likeness}`
    : `should be ${expected}, and has no column ${missing.join(', ')}`;
}
