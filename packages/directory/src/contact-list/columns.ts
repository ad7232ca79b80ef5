import type { CsvRecord } from '../csv-record.ts';
import { odsCodeHeadings, plainHeading } from '../headings.ts';
import { UnreadableFile } from '../named-file.ts';

/**
 * Usual headings, the likeliest first, in small letters without punctuation. "Tel" comes last under
 * mobile: when it holds a landline its lines are refused, never messaged.
 */
const usualHeadings = {
  odsCode: odsCodeHeadings,
  practiceName: [
    'practice name',
    'surgery name',
    'gp practice name',
    'practice',
    'gp practice',
    'surgery',
    'organisation name',
    'organisation',
    'site',
  ],
  postcode: [
    'postcode',
    'post code',
    'practice postcode',
    'practice post code',
    'surgery postcode',
  ],
  person: [
    'contact name',
    'full name',
    'name',
    'contact',
    'person',
    'key contact',
    'main contact',
    'named contact',
    'staff name',
    'name of contact',
  ],
  role: ['job title', 'role', 'position', 'title', 'job role', 'designation', 'contact role'],
  mobile: [
    'mobile',
    'mobile number',
    'mobile no',
    'mobile phone',
    'mobile telephone',
    'mobile tel',
    'mob',
    'mob no',
    'mob number',
    'cell',
    'contact number',
    'contact no',
    'phone number',
    'phone',
    'telephone',
    'telephone number',
    'tel',
    'tel no',
  ],
  email: [
    'email',
    'e mail',
    'email address',
    'e mail address',
    'contact email',
    'nhs email',
    'nhsmail',
    'nhs mail',
    'nhsmail address',
    'nhs net email',
    'mail',
  ],
  bypassNumber: [
    'bypass number',
    'bypass',
    'bypass no',
    'by pass number',
    'by pass',
    'by pass no',
    'bypass line',
    'bypass telephone',
    'back line',
    'backline',
    'back line number',
    'back door',
    'back door number',
    'direct line',
    'direct number',
    'direct dial',
    'ex directory number',
  ],
} as const;

/** What a column of a contact list can hold. */
export type ContactColumn = keyof typeof usualHeadings;

/** Headings as the file writes them, by what their columns hold. */
export type ContactColumns = Partial<Record<ContactColumn, string>>;

/** The headings of a list: which row, what they mean and where each column is. */
export interface Headings {
  line: number;
  columns: ContactColumns;
  /** Index of each column in a row. */
  places: ReadonlyMap<ContactColumn, number>;
  guessed: boolean;
}

const contactColumns: readonly ContactColumn[] = [
  ...(['odsCode', 'practiceName', 'postcode', 'person'] as const),
  ...(['role', 'mobile', 'email', 'bypassNumber'] as const),
];

/**
 * Finds the row of headings among the first twenty, and what each column holds: as `given`, else by
 * usual headings. It must tell the practice (ODS code, or name and postcode) and hold a mobile,
 * email or bypass number; undefined when no row does. Throws UnreadableFile when the row has one
 * heading twice and it is needed.
 */
export function findHeadings(
  file: string,
  records: readonly CsvRecord[],
  given: ContactColumns,
): Headings | undefined {
  for (const { line, fields } of records.slice(0, 20)) {
    const columns = columnsOf(fields, given);
    if (!columns || !isEnough(columns)) continue;
    const places = new Map<ContactColumn, number>();
    for (const column of contactColumns) {
      const heading = columns[column];
      if (heading === undefined) continue;
      const found = fields.flatMap((field, index) =>
        plainHeading(field) === plainHeading(heading) ? [index] : [],
      );
      if (found.length > 1)
        throw new UnreadableFile(
          file,
          `has ${found.length} columns headed “${heading}” on line ${line}: each person should have a row of their own, and each heading be there once`,
        );
      found.forEach((index) => places.set(column, index));
    }
    return { line, columns, places, guessed: places.size > Object.keys(given).length };
  }
  return undefined;
}

/** Undefined when a heading that was given is not in this row. */
function columnsOf(fields: readonly string[], given: ContactColumns): ContactColumns | undefined {
  const headings = new Map(fields.filter(Boolean).map((field) => [plainHeading(field), field]));
  const columns: ContactColumns = {};
  for (const column of contactColumns) {
    const wanted = given[column];
    if (wanted === undefined) continue;
    const heading = headings.get(plainHeading(wanted));
    if (heading === undefined) return undefined;
    columns[column] = heading;
  }
  const taken = new Set(Object.values(columns));
  for (const column of contactColumns) {
    if (columns[column] !== undefined) continue;
    const usual = usualHeadings[column].find((name) => headings.has(name));
    const heading = usual === undefined ? undefined : headings.get(usual);
    if (heading !== undefined && !taken.has(heading)) columns[column] = heading;
  }
  return columns;
}

function isEnough(columns: ContactColumns): boolean {
  const tellsPractice = columns.odsCode ?? (columns.practiceName && columns.postcode);
  return Boolean(tellsPractice && (columns.mobile ?? columns.email ?? columns.bypassNumber));
}
