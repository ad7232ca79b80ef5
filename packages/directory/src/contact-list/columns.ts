import type { CsvRecord } from '../csv-record.ts';
import { plainHeading } from '../headings.ts';
import { UnreadableFile } from '../named-file.ts';
import { meaningOf } from './heading-meaning.ts';
import { type MeantColumn, peopleOf, type PersonPlaces } from './people-columns.ts';
import { type ContactColumn, contactColumns, personColumns } from './usual-headings.ts';

/** Headings as the file writes them, by what their columns hold. */
export type ContactColumns = Partial<Record<ContactColumn, string>>;

/** What was learned about one heading of a list. */
export interface LearnedHeading {
  /** As the list writes it; that of its merged group, if any, before it. */
  heading: string;
  /** What its column holds; absent where it is not used. */
  column?: ContactColumn;
  /** Whose it is, from 1, where it tells of a person. */
  person?: number;
}

/** The headings of a list: on which rows, and where each thing stands in those below. */
export interface Headings {
  /** The last row of headings. */
  line: number;
  learned: LearnedHeading[];
  practice: ReadonlyMap<ContactColumn, MeantColumn>;
  people: PersonPlaces[];
  guessed: boolean;
}

/** A heading and the merged cell above it. */
interface Written {
  heading: string;
  group: string;
  index: number;
}

/**
 * Finds the row of headings among the first twenty, with a row of merged groups above it if there
 * is one, and what each column holds: as `given`, else by usual headings. They must tell the
 * practice (ODS code or name) and hold a mobile, email or bypass number; undefined when no row
 * does. Throws UnreadableFile when nobody can say whose a column is.
 */
export function findHeadings(
  file: string,
  records: readonly CsvRecord[],
  given: ContactColumns,
): Headings | undefined {
  const first = records.slice(0, 20);
  for (const [index, record] of first.entries()) {
    const below = first[index + 1];
    const grouped = below && isUnderGroups(record, below) ? headingsOf(below, record) : undefined;
    const found =
      (below && grouped && understood(file, below.line, grouped, given)) ??
      understood(file, record.line, headingsOf(record), given);
    if (found) return found;
  }
  return undefined;
}

/** Whether a row of headings stands under one of merged cells, which say of which group each is. */
function isUnderGroups(groups: CsvRecord, { line, fields }: CsvRecord): boolean {
  const filled = groups.fields.filter(Boolean).length;
  if (line > groups.line + 1 || filled < 2) return false;
  const gaps = fields.some((field, index) => field !== '' && (groups.fields[index] ?? '') === '');
  const isData = fields.some((field) => /\d{4}|@/.test(field));
  const known = fields.filter((field) => {
    const meaning = meaningOf(field);
    return meaning !== undefined && personColumns.has(meaning.column);
  });
  return gaps && !isData && known.length >= 2;
}

/** A merged cell is written once and stands over the empty cells after it. */
function headingsOf({ fields }: CsvRecord, above?: CsvRecord): Written[] {
  const written: Written[] = [];
  let group = '';
  for (let index = 0; index < Math.max(fields.length, above?.fields.length ?? 0); index += 1) {
    const [own, over] = [fields[index] ?? '', above?.fields[index] ?? ''];
    group = over || group;
    if (own !== '') written.push({ heading: own, group, index });
    // Merged downwards: the heading itself stands in the upper row.
    else if (over !== '') written.push({ heading: over, group: '', index });
  }
  return written;
}

function understood(
  file: string,
  line: number,
  written: readonly Written[],
  given: ContactColumns,
): Headings | undefined {
  const wanted = contactColumns.flatMap((column) => {
    const heading = given[column];
    return heading === undefined ? [] : [{ column, plain: plainHeading(heading) }];
  });
  const there = new Set(written.flatMap((each) => [plainHeading(each.heading), plainWhole(each)]));
  if (wanted.some(({ plain }) => !there.has(plain))) return undefined;
  const meant = written.flatMap((each) => meantBy(each, wanted));
  const practice = new Map<ContactColumn, MeantColumn>();
  for (const column of meant.toSorted((a, b) => a.rank - b.rank)) {
    if (personColumns.has(column.column)) continue;
    const known = practice.get(column.column);
    if (known?.rank === column.rank) throw unclear(file, line, column, meant);
    if (!known) practice.set(column.column, column);
  }
  const people = peopleOf(meant);
  const reaches = meant.some(({ column }) => column === 'mobile' || column === 'email');
  const tells = practice.has('odsCode') || practice.has('practiceName');
  if (!tells || !(reaches || practice.has('bypassNumber'))) return undefined;
  if ('unclear' in people) throw unclear(file, line, people.unclear, meant);
  const learned = written.map((each) => learnedOf(each, practice, people));
  const used = learned.filter(({ column }) => column !== undefined).length;
  return { line, learned, practice, people, guessed: used > wanted.length };
}

function meantBy(
  written: Written,
  wanted: readonly { column: ContactColumn; plain: string }[],
): MeantColumn[] {
  const heading = wholeHeading(written);
  const asGiven = wanted.find(
    ({ plain }) => plain === plainHeading(written.heading) || plain === plainWhole(written),
  );
  const meaning = meaningOf(written.heading, written.group);
  if (asGiven) {
    const whose = meaning?.whose ?? '';
    return [{ column: asGiven.column, whose, rank: -1, index: written.index, heading }];
  }
  // What somebody has said where to find is looked for nowhere else.
  if (!meaning || wanted.some(({ column }) => column === meaning.column)) return [];
  return [{ ...meaning, index: written.index, heading }];
}

function learnedOf(
  written: Written,
  practice: ReadonlyMap<ContactColumn, MeantColumn>,
  people: readonly PersonPlaces[],
): LearnedHeading {
  const heading = wholeHeading(written);
  const isHere = ({ index }: MeantColumn) => index === written.index;
  const ofPractice = [...practice.values()].find(isHere);
  if (ofPractice) return { heading, column: ofPractice.column };
  for (const [index, { places }] of people.entries()) {
    const column = [...places.values()].find(isHere);
    if (column) return { heading, column: column.column, person: index + 1 };
  }
  return { heading };
}

function wholeHeading({ heading, group }: Written): string {
  const whole = group === '' ? heading : `${group} › ${heading}`;
  return whole.replace(/\s+/g, ' ');
}

function plainWhole(written: Written): string {
  return plainHeading(wholeHeading(written));
}

function unclear(
  file: string,
  line: number,
  { heading, column }: MeantColumn,
  columns: readonly MeantColumn[],
): UnreadableFile {
  const same = columns.filter((each) => each.heading === heading && each.column === column);
  return new UnreadableFile(
    file,
    `has ${same.length} columns headed “${heading}” on line ${line}, and nobody can say whose each is: number them, such as “${heading} 1” and “${heading} 2”`,
  );
}
