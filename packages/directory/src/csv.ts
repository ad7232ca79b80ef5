import { CsvError, parse } from 'csv-parse/sync';
import type { CsvRecord } from './csv-record.ts';
import { type NamedFile, UnreadableFile } from './named-file.ts';
import { textOf } from './text.ts';
import { refuseTruncated } from './truncated.ts';

/**
 * Records of a published CSV file. A record may have too few or too many fields; the caller decides
 * about those. Throws UnreadableFile when the file is not CSV in UTF-8, or ends before its last
 * record does: with fewer fields than the first record has, inside quotation marks, or without the
 * line break that would close an unquoted last field. A file cut exactly between two lines cannot
 * be told from a whole one here; whoever knows how many practices there were before must refuse a
 * sudden loss.
 */
export function readCsv(file: NamedFile): CsvRecord[] {
  const text = textOf(file);
  const records = parseCsv(file.name, text);
  refuseTruncated(file.name, text, records);
  return records;
}

/**
 * Records of CSV text that people may have written by hand: ragged, with or without a last line
 * break. Blank lines are left out. Throws UnreadableFile when quotation marks are wrong.
 */
export function parseCsv(name: string, text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  try {
    parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (fields: string[], { lines }) => {
        records.push({ line: lines, fields });
        return null;
      },
    });
  } catch (error) {
    throw new UnreadableFile(name, csvProblem(error));
  }
  return records;
}

function csvProblem(error: unknown): string {
  if (!(error instanceof CsvError)) throw error;
  return error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'is cut off or damaged: it ends inside quotation marks; download it again'
    : `is not CSV that can be read: ${error.message}`;
}
