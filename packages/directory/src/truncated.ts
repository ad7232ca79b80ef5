import type { CsvRecord } from './csv-record.ts';
import { UnreadableFile } from './named-file.ts';

/**
 * Throws UnreadableFile for a published CSV file that ends before its last record does: with fewer
 * fields than the first record has, or without the line break that would close an unquoted last
 * field. (That it ends inside quotation marks, the parser tells.) A file cut exactly between two
 * lines cannot be told from a whole one here; whoever knows how many practices there were before
 * must refuse a sudden loss.
 */
export function refuseTruncated(name: string, text: string, records: readonly CsvRecord[]): void {
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
