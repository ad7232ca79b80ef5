import { isDeepStrictEqual } from 'node:util';
import type { ContactColumn, ContactList } from '@registry/directory';
import type { OdsCode, PracticeView } from '@registry/domain';
import { RecordBody } from '@registry/domain';
import { count, figure } from '../terminal/wording.ts';

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
  person: 'person',
  role: 'role',
  mobile: 'mobile',
  email: 'email',
  bypassNumber: 'bypass number',
};

/** The names that `--column` takes. */
export const contactColumns = Object.keys(columnWords);

/** Which of the list's columns is taken for what. */
export function describeColumns({ columns, guessed }: ContactList): string {
  const headings = new Map<string, string>(Object.entries(columns));
  const lines = Object.entries(columnWords).map(([column, words]) => {
    const heading = headings.get(column);
    return `  ${words.padEnd(14)} ${heading === undefined ? 'no such column' : `“${heading}”`}`;
  });
  const how = guessed
    ? 'Columns, as guessed (set one with --column person="Contact name"):'
    : 'Columns, as given:';
  return [how, ...lines].join('\n');
}

/**
 * The change practice by practice, the lines refused, and how many practices the list does not
 * have.
 */
export function describeChanges(
  changes: readonly ContactChange[],
  { refused, rows }: ContactList,
  practices: number,
): string {
  const changed = changes.filter((change) => change.changed);
  const absent = practices - changes.length;
  return [
    `${count(rows, 'line')}: ${count(changed.length, 'practice')} would change, ${figure(changes.length - changed.length)} already so, ${count(refused.length, 'line')} refused.`,
    ...changed.map(
      ({ odsCode, name, contactsBefore, contactsAfter, bypassNumber }) =>
        `  ${odsCode} ${name}: ${figure(contactsBefore)} → ${count(contactsAfter, 'contact')}; bypass number ${bypassNumber}`,
    ),
    ...refused.map(({ line, reason }) => `  line ${figure(line)} refused: ${reason}`),
    ...(absent > 0
      ? [`${count(absent, 'practice')} of this ICB not on the list: theirs stays as it is.`]
      : []),
  ].join('\n');
}
