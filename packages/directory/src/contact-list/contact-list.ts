import type { Contact, OdsCode } from '@registry/domain';
import type { CsvRecord } from '../csv-record.ts';
import { type NamedFile, UnreadableFile } from '../named-file.ts';
import type { Refused } from '../rows.ts';
import { readSpreadsheet } from '../spreadsheet.ts';
import {
  type ContactColumns,
  findHeadings,
  type Headings,
  type LearnedHeading,
} from './columns.ts';
import { type KnownPractice, type Match, practiceMatcher } from './match-practice.ts';
import { readRow, type Row } from './row.ts';

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

/** Something on a line that is not used, while the rest of the line is. */
interface LeftOut {
  line: number;
  what: string;
}

/** A line that may mean one practice or another, until somebody says which. */
interface Question {
  line: number;
  question: string;
  /** One to five. */
  candidates: KnownPractice[];
}

/** An ICB's own contact list, read. */
export interface ContactList {
  /** Every heading in the order of the list, and what its column was taken to hold. */
  headings: LearnedHeading[];
  /** True when any of them was guessed from its heading rather than given. */
  guessed: boolean;
  /** In the order of the list. */
  practices: ListedPractice[];
  refused: Refused[];
  leftOut: LeftOut[];
  questions: Question[];
  /** Lines of data, blank ones left out. */
  rows: number;
}

/**
 * Reads an ICB's call-down list, CSV or XLSX, for the practices given. Columns are those given by
 * heading, the rest by usual headings, under a title row if there is one; a row may tell of several
 * people. Several lines of one practice become its contacts in order; persons that are the same are
 * one. A line is at the practice that `placed` says, else where it says itself; one that may be at
 * one or another is a question, one that is unknown or tells of nobody is refused with the reason,
 * and the others stand. Throws UnreadableFile when it is no such list, or has no headings that will
 * do.
 */
export async function readContactList(
  file: NamedFile,
  practices: readonly KnownPractice[],
  columns: ContactColumns = {},
  placed: ReadonlyMap<number, OdsCode> = new Map(),
): Promise<ContactList> {
  const sheets = await readSpreadsheet(file);
  for (const records of sheets) {
    const headings = findHeadings(file.name, records, columns);
    if (!headings) continue;
    const lines = records.filter(({ line }) => line > headings.line);
    if (lines.length === 0)
      throw new UnreadableFile(file.name, 'has headings and no line under them');
    const match = placing(practices, placed);
    return {
      headings: headings.learned,
      guessed: headings.guessed,
      rows: lines.length,
      ...gather(lines, headings, match),
    };
  }
  throw new UnreadableFile(file.name, noHeadings(sheets.flat(), columns));
}

type Placing = (line: number, row: Row) => Match;

/** Where a line belongs: as somebody has said, or as it says itself. */
function placing(
  practices: readonly KnownPractice[],
  placed: ReadonlyMap<number, OdsCode>,
): Placing {
  const match = practiceMatcher(practices);
  const known = new Set(practices.map(({ odsCode }) => odsCode));
  return (line, { practice }) => {
    const said = placed.get(line);
    if (said === undefined) return match(practice);
    return known.has(said)
      ? { odsCode: said }
      : { reason: `${said} is not a practice of this ICB` };
  };
}

type Gathered = Pick<ContactList, 'practices' | 'refused' | 'leftOut' | 'questions'>;

function gather(lines: readonly CsvRecord[], headings: Headings, place: Placing): Gathered {
  const listed = new Map<OdsCode, ListedPractice>();
  const gathered: Gathered = { practices: [], refused: [], leftOut: [], questions: [] };
  const refuse = (line: number, reasons: readonly string[]) => {
    gathered.refused.push({ line, reason: reasons.join('; ') });
  };
  for (const { line, fields } of lines) {
    const row = readRow(fields, headings);
    const match = place(line, row);
    const isEmpty = row.contacts.length === 0 && row.bypassNumber === undefined;
    if ('reason' in match) refuse(line, [match.reason, ...row.reasons]);
    else if (isEmpty) refuse(line, row.reasons);
    else if ('question' in match) gathered.questions.push({ line, ...match });
    else {
      const { odsCode, odd } = match;
      const known = listed.get(odsCode) ?? { odsCode, contacts: [], lines: [] };
      const other = otherBypass(known, row);
      if (other !== undefined) refuse(line, [other]);
      else {
        listed.set(odsCode, withRow(known, line, row));
        if (row.reasons.length > 0) refuse(line, row.reasons);
        for (const what of [...(odd === undefined ? [] : [odd]), ...row.leftOut])
          gathered.leftOut.push({ line, what });
      }
    }
  }
  return { ...gathered, practices: [...listed.values()] };
}

function otherBypass(practice: ListedPractice, { bypassNumber }: Row): string | undefined {
  if (!bypassNumber || !practice.bypassNumber || bypassNumber === practice.bypassNumber)
    return undefined;
  return `gives ${practice.odsCode} another bypass number than line ${practice.lines.join(' or ')}: it should be one`;
}

function withRow(practice: ListedPractice, line: number, row: Row): ListedPractice {
  const contacts = [...practice.contacts];
  for (const contact of row.contacts)
    if (!contacts.some((known) => isSame(known, contact)))
      contacts.push({ ...contact, order: contacts.length + 1 });
  return {
    ...practice,
    ...(row.bypassNumber !== undefined && { bypassNumber: row.bypassNumber }),
    contacts,
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
