import { CsvError, parse } from 'csv-parse/sync';
import { type NamedFile, UnreadableFile } from './named-file.ts';
import { textOf } from './text.ts';

/** One record of a file and where it stands: the line, or the row of a sheet, counted from 1. */
export interface CsvRecord {
  line: number;
  fields: string[];
}

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
  refuseCutOff(file.name, text, records);
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

function refuseCutOff(name: string, text: string, records: readonly CsvRecord[]): void {
  const width = records[0]?.fields.length ?? 0;
  const last = records.at(-1);
  if (last && last.fields.length < width)
    throw new UnreadableFile(
      name,
      `is cut off: its last line, ${last.line}, has ${last.fields.length} of ${width} columns; download it again`,
    );
  if (!/[\n"]$/.test(text))
    throw new UnreadableFile(
      name,
      'may be cut off: its last line does not end with a line break, so its last value may be incomplete; download it again',
    );
}

function csvProblem(error: unknown): string {
  if (!(error instanceof CsvError)) throw error;
  return error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'is cut off or damaged: it ends inside quotation marks; download it again'
    : `is not CSV that can be read: ${error.message}`;
}
