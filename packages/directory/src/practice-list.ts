import type { OdsCode } from '@registry/domain';
import type { CsvRecord } from './csv-record.ts';
import { odsCodeHeadings, plainHeading } from './headings.ts';
import { type NamedFile, UnreadableFile } from './named-file.ts';
import type { Refused } from './rows.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import { readOdsCode } from './written-code.ts';

/** What a file says of which practices are meant. */
export interface PracticeList {
  /** The heading that was taken to be the ODS code’s; undefined for a single column without one. */
  heading?: string;
  /** In the order of the file, each once. */
  odsCodes: OdsCode[];
  refused: Refused[];
  /** Lines under the heading that are not blank. */
  rows: number;
}

/** A sheet whose column of ODS codes is known. */
interface Codes {
  heading?: string;
  lines: readonly CsvRecord[];
  place: number;
}

/**
 * Which of an ICB’s practices, those given, a file lists (CSV or XLSX): in the column headed as ODS
 * codes usually are, under title rows if there are any, or in the only column of a file without
 * such a heading. A line without a code, with a malformed one, one of another ICB or one that was
 * there before is refused with the reason; the others stand. Throws UnreadableFile when it is no
 * such file, or nobody can say where the codes are.
 */
export async function readPracticeList(
  file: NamedFile,
  practices: ReadonlySet<OdsCode>,
): Promise<PracticeList> {
  const sheets = await readSpreadsheet(file);
  const { heading, lines, place } = codesOf(
    file.name,
    sheets.filter((sheet) => sheet.length > 0),
  );
  const first = new Map<OdsCode, number>();
  const refused: Refused[] = [];
  for (const { line, fields } of lines) {
    const read = practiceOn(fields[place] ?? '', practices);
    if ('reason' in read) {
      refused.push({ line, reason: read.reason });
      continue;
    }
    const before = first.get(read.odsCode);
    if (before === undefined) first.set(read.odsCode, line);
    else
      refused.push({
        line,
        reason: `${read.odsCode} is on line ${before} already: it should be there once`,
      });
  }
  return {
    ...(heading === undefined ? {} : { heading }),
    odsCodes: [...first.keys()],
    refused,
    rows: lines.length,
  };
}

function practiceOn(
  written: string,
  practices: ReadonlySet<OdsCode>,
): { odsCode: OdsCode } | { reason: string } {
  if (written === '') return { reason: 'has no ODS code: it should have one such as G82001' };
  const code = readOdsCode(written);
  if ('reason' in code || practices.has(code.odsCode)) return code;
  return {
    reason: `${code.odsCode} is not a practice of this ICB: it should be one that the register places here`,
  };
}

function codesOf(file: string, sheets: readonly (readonly CsvRecord[])[]): Codes {
  const [firstLine] = sheets.flat();
  if (!firstLine)
    throw new UnreadableFile(file, 'is empty: it should list ODS codes such as G82001');
  const headed = sheets.flatMap((lines) => underHeading(file, lines) ?? []);
  const found = headed.length > 0 ? headed : sheets.flatMap((lines) => singleColumn(lines) ?? []);
  const [codes, ...more] = found;
  if (!codes)
    throw new UnreadableFile(
      file,
      `should have a column headed “ODS code”, or one column only; its first line is: ${firstLine.fields.join(', ')}`,
    );
  if (more.length > 0)
    throw new UnreadableFile(
      file,
      `has ${found.length} sheets that may list practices: it should have one`,
    );
  if (codes.lines.length === 0)
    throw new UnreadableFile(file, 'has a heading and no line under it: it should list practices');
  return codes;
}

/**
 * Undefined when none of the first twenty lines has such a heading. Throws UnreadableFile when one
 * has several.
 */
function underHeading(file: string, lines: readonly CsvRecord[]): Codes | undefined {
  for (const [index, { line, fields }] of lines.slice(0, 20).entries()) {
    const places = fields.flatMap((field, place) =>
      odsCodeHeadings.includes(plainHeading(field)) ? [place] : [],
    );
    const [place, ...others] = places;
    if (place === undefined) continue;
    const headings = places.map((each) => `“${fields[each] ?? ''}”`);
    if (others.length > 0)
      throw new UnreadableFile(
        file,
        `has ${places.length} columns on line ${line} that may hold the practice’s ODS code, ${headings.join(' and ')}: only one should be headed so`,
      );
    return { heading: fields[place] ?? '', lines: lines.slice(index + 1), place };
  }
  return undefined;
}

/** Undefined when more than one column is filled, or nothing in it is an ODS code. */
function singleColumn(lines: readonly CsvRecord[]): Codes | undefined {
  const filled = new Set(
    lines.flatMap(({ fields }) => fields.flatMap((field, place) => (field ? [place] : []))),
  );
  const [place, ...others] = filled;
  if (place === undefined || others.length > 0) return undefined;
  const isCode = ({ fields }: CsvRecord): boolean => 'odsCode' in readOdsCode(fields[place] ?? '');
  return lines.some(isCode) ? { lines, place } : undefined;
}
