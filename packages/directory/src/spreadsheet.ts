import { parseCsv } from './csv.ts';
import type { CsvRecord } from './csv-record.ts';
import type { NamedFile } from './named-file.ts';
import { isZip, textOf } from './text.ts';
import { readSheets } from './workbook.ts';

/**
 * Sheets of a spreadsheet as trimmed text, line breaks within a cell kept: all of an `.xlsx`
 * workbook, or the one that a CSV file is. Told by content, not by name. Throws UnreadableFile when
 * it is neither.
 */
export async function readSpreadsheet(file: NamedFile): Promise<CsvRecord[][]> {
  if (!isZip(file.bytes)) return [trimmed(parseCsv(file.name, textOf(file)))];
  const sheets = await readSheets(file);
  return sheets.map(({ data }) =>
    trimmed(data.map((cells, index) => ({ line: index + 1, fields: cells.map(cellText) }))),
  );
}

function trimmed(records: readonly CsvRecord[]): CsvRecord[] {
  return records
    .map(({ line, fields }) => ({
      line,
      fields: fields.map((field) =>
        field
          .replace(/[\s\u200b]*[\r\n][\s\u200b]*/g, '\n')
          .replace(/[^\S\n]+|\u200b+/g, ' ')
          .trim(),
      ),
    }))
    .filter(({ fields }) => fields.some((field) => field !== ''));
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
}
