import type { OdsCode } from '@registry/domain';
import type * as z from 'zod';
import type { CsvRecord } from './csv-record.ts';
import { UnreadableFile } from './named-file.ts';

/** Cells of one row by the name of their column. */
export interface Row {
  line: number;
  cells: Record<string, unknown>;
}

/**
 * A row, or a line of a spreadsheet, that is not used, and why. `line` counts from 1, headings
 * included.
 */
export interface Refused {
  line: number;
  reason: string;
}

/** What a file says, practice by practice. */
export interface PracticeRows<T> {
  practices: Map<OdsCode, T>;
  refused: Refused[];
}

/** Names records' fields, refusing those that have not as many as there are columns. */
export function nameFields(
  records: readonly CsvRecord[],
  columns: readonly string[],
): { rows: Row[]; refused: Refused[] } {
  const rows: Row[] = [];
  const refused: Refused[] = [];
  for (const { line, fields } of records) {
    if (fields.length === columns.length)
      rows.push({
        line,
        cells: Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? ''])),
      });
    else
      refused.push({
        line,
        reason: `has ${fields.length} columns where there should be ${columns.length}`,
      });
  }
  return { rows, refused };
}

/**
 * Checks each row against `schema` and gathers them by practice. Throws UnreadableFile when more
 * than 1% of `rows` and `refused` together are bad, when two rows give one practice different data,
 * or when no practice is left: in none of these can the rest be trusted.
 */
export function gatherPractices<T extends { odsCode: OdsCode }>(
  file: string,
  { rows, refused: refusedBefore }: { rows: readonly Row[]; refused: readonly Refused[] },
  schema: z.ZodType<T>,
): PracticeRows<T> {
  const refused = [...refusedBefore];
  const first = new Map<OdsCode, { line: number; data: string }>();
  const practices = new Map<OdsCode, T>();
  for (const { line, cells } of rows) {
    const parsed = schema.safeParse(cells);
    if (!parsed.success) {
      refused.push({ line, reason: reasonFor(parsed.error, cells) });
      continue;
    }
    const { odsCode } = parsed.data;
    const data = JSON.stringify(parsed.data);
    const earlier = first.get(odsCode);
    if (earlier && earlier.data !== data)
      throw new UnreadableFile(
        file,
        `gives ${odsCode} different data on lines ${earlier.line} and ${line}: it should be there once`,
      );
    if (!earlier) first.set(odsCode, { line, data });
    practices.set(odsCode, parsed.data);
  }
  refused.sort((a, b) => a.line - b.line);
  refuseMostlyBad(file, refused, rows.length + refusedBefore.length);
  if (practices.size === 0) throw new UnreadableFile(file, 'has no practice in it');
  return { practices, refused };
}

function refuseMostlyBad(file: string, refused: readonly Refused[], rows: number): void {
  const [example] = refused;
  if (!example || refused.length * 100 <= rows) return;
  throw new UnreadableFile(
    file,
    `has ${refused.length} bad rows of ${rows}, more than 1%; the first is line ${example.line}: ${example.reason}`,
  );
}

function reasonFor(error: z.ZodError, cells: Record<string, unknown>): string {
  return error.issues
    .map(({ path: [column], message }) =>
      column === undefined
        ? message
        : `${String(column)} ${JSON.stringify(cells[String(column)] ?? '')} ${message}`,
    )
    .join('; ');
}
