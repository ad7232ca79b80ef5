import { OdsCode } from '@registry/domain';
import * as z from 'zod';
import { soleDate } from './dates.ts';
import { type NamedFile, UnreadableFile } from './named-file.ts';
import type { PublishedFile } from './published-file.ts';
import { readableName } from './readable-name.ts';
import { gatherPractices, type Row } from './rows.ts';
import { suppliersIn } from './suppliers.ts';
import { readSheets } from './workbook.ts';

const titles = ['Month', 'GP Code', 'ICB Code', 'ICB Name', 'Supplier'] as const;

const SubmissionsRow = z
  .object({
    Month: z.date('should be a date'),
    'GP Code': OdsCode,
    'ICB Code': z.string().nullable(),
    'ICB Name': z.string().nullable(),
    Supplier: z.string().nullable(),
  })
  .transform((row) => ({
    odsCode: row['GP Code'],
    asAt: lastOfMonth(row.Month),
    icb: { code: row['ICB Code'] ?? '', name: readableName(row['ICB Name'] ?? '') },
    suppliers: suppliersIn(row.Supplier ?? ''),
  }));

/** What the online-consultation submissions say of a practice. */
export type Submissions = z.infer<typeof SubmissionsRow>;

function lastOfMonth(month: Date): string {
  const last = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0));
  return last.toISOString().slice(0, 10);
}

/**
 * Reads NHS England's "Submissions via Online Consultation Systems" workbook: the sheet whose
 * headings name GP code and supplier (`Table 2`). It describes a month, so its date is the last day
 * of the month in its column `Month`. Throws UnreadableFile.
 */
export async function readOnlineConsultation(file: NamedFile): Promise<PublishedFile<Submissions>> {
  const rows = await submissionsIn(file);
  const { practices, refused } = gatherPractices(file.name, { rows, refused: [] }, SubmissionsRow);
  const asAt = soleDate(
    file.name,
    [...practices.values()].map((practice) => practice.asAt),
  );
  return {
    file: file.name,
    source: { dataset: 'online-consultation', asAt },
    rows: rows.length,
    refused,
    practices,
  };
}

async function submissionsIn(file: NamedFile): Promise<Row[]> {
  for (const { data } of await readSheets(file)) {
    const header = data.findIndex((cells) => titles.every((title) => columnOf(cells, title) >= 0));
    if (header < 0) continue;
    const places = titles.map((title) => [title, columnOf(data[header] ?? [], title)] as const);
    return data.flatMap((cells, index) =>
      index > header && isData(cells)
        ? [
            {
              line: index + 1,
              cells: Object.fromEntries(places.map(([title, at]) => [title, cells[at] ?? null])),
            },
          ]
        : [],
    );
  }
  throw new UnreadableFile(
    file.name,
    `should be the online-consultation workbook, and none of its sheets has the headings ${titles.join(', ')}`,
  );
}

/** Headings carry the numbers of their footnotes: `Supplier [4, 5, 6]`. */
function columnOf(cells: readonly unknown[], title: string): number {
  return cells.findIndex(
    (cell) => typeof cell === 'string' && cell.replace(/\[.*$/, '').trim() === title,
  );
}

/** Titles and footnotes fill one or two cells. */
function isData(cells: readonly unknown[]): boolean {
  return cells.filter((cell) => cell !== null).length > 2;
}
