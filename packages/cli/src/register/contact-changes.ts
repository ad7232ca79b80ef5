import { isDeepStrictEqual } from 'node:util';
import type { ContactColumn, ContactList } from '@registry/directory';
import { contactColumns } from '@registry/directory';
import type { OdsCode, PracticeView } from '@registry/domain';
import { isRejected, RecordBody } from '@registry/domain';
import { count, figure, plainText } from '../terminal/wording.ts';

/** A practice of a contact list: those lines' contacts and, if given, its bypass number. */
export type ListedPractice = ContactList['practices'][number];

/**
 * What the ICB would then be saying of a practice: its contacts replaced by the listed ones, its
 * bypass number too where one is listed, everything else as the ICB had it. Undefined when that is
 * what it says already.
 */
export function suppliedBody(
  { supplied }: Pick<PracticeView, 'supplied'>,
  { contacts, bypassNumber }: ListedPractice,
): RecordBody | undefined {
  const before = RecordBody.parse({
    systems: supplied?.systems ?? [],
    contacts: supplied?.contacts ?? [],
    continuity: supplied?.continuity ?? {},
  });
  const after = RecordBody.parse({
    ...before,
    contacts,
    continuity: { ...before.continuity, ...(bypassNumber ? { bypassNumber } : {}) },
  });
  return isDeepStrictEqual(withoutGaps(before), withoutGaps(after)) ? undefined : after;
}

/** The same without keys that are there but undefined, as JSON carries it. */
function withoutGaps(body: RecordBody): unknown {
  return JSON.parse(JSON.stringify(body));
}

/** What one practice's lines would change, in counts alone: no contact detail is shown. */
export interface ContactChange {
  odsCode: OdsCode;
  name: string;
  contactsBefore: number;
  contactsAfter: number;
  bypassNumber: 'as it was' | 'new' | 'replaced';
  /** Of the contacts after, those whom the practice rejected: they stay rejected. */
  rejected: number;
  changed: boolean;
}

/** The change that a list would make to each practice on it. */
export function contactChanges(
  practices: readonly PracticeView[],
  list: ContactList,
): ContactChange[] {
  const views = new Map(practices.map((view) => [view.odsCode, view]));
  return list.practices.flatMap((listed) => {
    const view = views.get(listed.odsCode);
    if (!view) return [];
    const body = suppliedBody(view, listed);
    const numberBefore = view.supplied?.continuity.bypassNumber;
    const sameNumber = !body || body.continuity.bypassNumber === numberBefore;
    return [
      {
        odsCode: view.odsCode,
        name: view.directory.name,
        contactsBefore: view.supplied?.contacts.length ?? 0,
        contactsAfter: listed.contacts.length,
        rejected: listed.contacts.filter((contact) => isRejected(contact, view)).length,
        bypassNumber: sameNumber ? 'as it was' : numberBefore ? 'replaced' : 'new',
        changed: body !== undefined,
      },
    ];
  });
}

const columnWords: Record<ContactColumn, string> = {
  odsCode: 'ODS code',
  practiceName: 'practice name',
  postcode: 'postcode',
  bypassNumber: 'bypass number',
  person: 'person',
  title: 'title',
  firstName: 'first name',
  surname: 'surname',
  role: 'role',
  mobile: 'mobile',
  email: 'email',
};

/** Columns that a list does without, as long as it has the others. */
const seldom: ReadonlySet<ContactColumn> = new Set(['title', 'firstName', 'surname']);

/** One table of what was learned about the list's headings: what each is taken for, or is not. */
export function describeHeadings({ headings, guessed }: ContactList): string {
  const people = Math.max(0, ...headings.map(({ person }) => person ?? 0));
  const ofPerson = (person: number | undefined) =>
    person === undefined || people < 2 ? '' : `person ${person}: `;
  const used = contactColumns.flatMap((column) => {
    const found = headings.filter((each) => each.column === column);
    const missing = seldom.has(column) || (column === 'person' && hasNames(headings));
    if (found.length === 0) return missing ? [] : [[columnWords[column], 'no such column']];
    return found.map(({ heading, person }) => [
      `${ofPerson(person)}${columnWords[column]}`,
      `“${heading}”`,
    ]);
  });
  const unused = headings.flatMap(({ heading, column }) =>
    column === undefined ? [['not used', `“${heading}”`]] : [],
  );
  const rows = [...used, ...unused];
  const width = Math.max(14, ...rows.map(([words = '']) => words.length));
  const how = guessed
    ? 'Columns, as guessed (set one with --column person="Contact name"):'
    : 'Columns, as given:';
  return [how, ...rows.map(([words = '', is]) => `  ${words.padEnd(width)} ${is ?? ''}`)].join(
    '\n',
  );
}

function hasNames(headings: ContactList['headings']): boolean {
  return headings.some(({ column }) => column === 'surname');
}

/**
 * The change practice by practice, the lines refused or asked about, what was left out of others,
 * and how many practices the list does not have.
 */
export function describeChanges(
  changes: readonly ContactChange[],
  { refused, leftOut, questions, rows }: ContactList,
  practices: number,
): string {
  const changed = changes.filter((change) => change.changed);
  const absent = practices - changes.length;
  return [
    `${count(rows, 'line')}: ${count(changed.length, 'practice')} would change, ${figure(changes.length - changed.length)} already so, ${count(new Set(refused.map(({ line }) => line)).size, 'line')} refused${questions.length > 0 ? `, ${figure(questions.length)} to be answered` : ''}.`,
    ...changed.map(
      ({ odsCode, name, contactsBefore, contactsAfter, bypassNumber }) =>
        `  ${odsCode} ${name}: ${figure(contactsBefore)} → ${count(contactsAfter, 'contact')}; bypass number ${bypassNumber}`,
    ),
    ...changes
      .filter(({ rejected }) => rejected > 0)
      .map(
        ({ odsCode, name, rejected }) =>
          `  ${odsCode} ${name} has rejected ${figure(rejected)} of them, who will not be told`,
      ),
    ...leftOut.map(({ line, what }) => `  line ${figure(line)} used without ${oneLine(what)}`),
    ...refused.map(({ line, reason }) => `  line ${figure(line)} refused: ${oneLine(reason)}`),
    ...questionLines(questions),
    ...(absent > 0
      ? [`${count(absent, 'practice')} of this ICB not on the list: theirs stays as it is.`]
      : []),
  ].join('\n');
}

/** Each question with its candidates, and how to answer it. */
function questionLines(questions: ContactList['questions']): string[] {
  if (questions.length === 0) return [];
  return [
    'To be answered: put the ODS code into the list, or give --place LINE=CODE.',
    ...questions.flatMap(({ line, question, candidates }) => [
      `  line ${figure(line)}: ${oneLine(question)}`,
      ...candidates.map(
        ({ odsCode, name, postcode }) =>
          `    --place ${line}=${odsCode}  ${name}, ${postcode ?? 'postcode not recorded'}`,
      ),
    ]),
  ];
}

/** What a cell holds, its line breaks made spaces, safe to print. */
function oneLine(text: string): string {
  return plainText(text).replace(/ {2,}/g, ' ');
}
