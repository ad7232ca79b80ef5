import type { Contact, OdsCode } from '@registry/domain';
import type { CsvRecord } from '../csv-record.ts';
import { type NamedFile, UnreadableFile } from '../named-file.ts';
import type { Refused } from '../rows.ts';
import { readSpreadsheet } from '../spreadsheet.ts';
import { type ContactColumn, type ContactColumns, findHeadings, type Headings } from './columns.ts';
import { type ContactLine, readContactLine } from './contact-line.ts';
import { type KnownPractice, practiceMatcher } from './match-practice.ts';

/** What a contact list says of one practice. */
export interface ListedPractice {
  odsCode: OdsCode;
  /** In the order of the list, `order` counting from 1. */
  contacts: Contact[];
  /** E.164. */
  bypassNumber?: string;
  /** Lines of the list that speak of it. */
  lines: number[];
}

/** An ICB's own contact list, read. */
export interface ContactList {
  /** Headings as the list writes them, by what their columns were taken to hold. */
  columns: ContactColumns;
  /** True when any of them was guessed from its heading rather than given. */
  guessed: boolean;
  /** In the order of the list. */
  practices: ListedPractice[];
  refused: Refused[];
  /** Lines of data, blank ones left out. */
  rows: number;
}

/**
 * Reads an ICB's call-down list, CSV or XLSX, for the practices given. Columns are those given by
 * heading, the rest by usual headings, under a title row if there is one. Several lines of one
 * practice become its contacts in order; lines that say the same are one. A line that is ambiguous,
 * unknown or wrong in any value is refused with the reason, and the others stand. Throws
 * UnreadableFile when it is no such list, or has no headings that will do.
 */
export async function readContactList(
  file: NamedFile,
  practices: readonly KnownPractice[],
  columns: ContactColumns = {},
): Promise<ContactList> {
  const sheets = await readSpreadsheet(file);
  for (const records of sheets) {
    const headings = findHeadings(file.name, records, columns);
    if (!headings) continue;
    const lines = records.filter(({ line }) => line > headings.line);
    if (lines.length === 0)
      throw new UnreadableFile(file.name, 'has headings and no line under them');
    return {
      columns: headings.columns,
      guessed: headings.guessed,
      rows: lines.length,
      ...gather(lines, headings, practices),
    };
  }
  throw new UnreadableFile(file.name, noHeadings(sheets.flat(), columns));
}

function gather(
  lines: readonly CsvRecord[],
  headings: Headings,
  practices: readonly KnownPractice[],
): { practices: ListedPractice[]; refused: Refused[] } {
  const match = practiceMatcher(practices);
  const listed = new Map<OdsCode, ListedPractice>();
  const refused: Refused[] = [];
  for (const { line, fields } of lines) {
    const cell = (column: ContactColumn) => fields[headings.places.get(column) ?? -1] ?? '';
    const practice = match({
      odsCode: cell('odsCode'),
      practiceName: cell('practiceName'),
      postcode: cell('postcode'),
    });
    const read = readContactLine({
      person: cell('person'),
      role: cell('role'),
      mobile: cell('mobile'),
      email: cell('email'),
      bypassNumber: cell('bypassNumber'),
    });
    const reasons = [practice, read].flatMap((part) => ('reason' in part ? [part.reason] : []));
    if ('reason' in practice || 'reason' in read) {
      refused.push({ line, reason: reasons.join('; ') });
      continue;
    }
    const { odsCode } = practice;
    const added = addLine(listed.get(odsCode) ?? { odsCode, contacts: [], lines: [] }, line, read);
    if ('reason' in added) refused.push({ line, ...added });
    else listed.set(odsCode, added);
  }
  return { practices: [...listed.values()], refused };
}

function addLine(
  practice: ListedPractice,
  line: number,
  { contact, bypassNumber }: ContactLine,
): ListedPractice | { reason: string } {
  if (bypassNumber && practice.bypassNumber && bypassNumber !== practice.bypassNumber)
    return {
      reason: `gives ${practice.odsCode} another bypass number than line ${practice.lines.join(' or ')}: it should be one`,
    };
  const isNew = contact && !practice.contacts.some((known) => isSame(known, contact));
  return {
    ...practice,
    ...(bypassNumber && { bypassNumber }),
    contacts: isNew
      ? [...practice.contacts, { ...contact, order: practice.contacts.length + 1 }]
      : practice.contacts,
    lines: [...practice.lines, line],
  };
}

function isSame(known: Contact, contact: Contact): boolean {
  return JSON.stringify({ ...known, order: 0 }) === JSON.stringify({ ...contact, order: 0 });
}

function noHeadings(records: readonly CsvRecord[], given: ContactColumns): string {
  const wanted = Object.values(given).map((heading) => `“${heading}”`);
  const widest = records.slice(0, 20).reduce<string[]>((fields, record) => {
    const filled = record.fields.filter(Boolean);
    return filled.length > fields.length ? filled : fields;
  }, []);
  const needed = wanted.length > 0 ? `the headings ${wanted.join(', ')} and with them ` : '';
  return `should have a line with ${needed}an ODS code (or practice name and postcode) and a mobile, email or bypass number; the headings seem to be: ${widest.join(', ') || 'none'}. Say which column is which`;
}
