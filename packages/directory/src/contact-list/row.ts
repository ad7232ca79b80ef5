import type { Contact } from '@registry/domain';
import { saysNothing } from './cells.ts';
import type { Headings } from './columns.ts';
import { isNobody, readBypass, readPeople, type WrittenPerson } from './contact-line.ts';
import type { WrittenPractice } from './match-practice.ts';
import type { MeantColumn, PersonPlaces } from './people-columns.ts';
import type { ContactColumn } from './usual-headings.ts';

/** One row of a list, read: of which practice it speaks, and what it says. */
export interface Row {
  practice: WrittenPractice;
  contacts: Contact[];
  /** E.164. */
  bypassNumber?: string;
  /** What stands on the row beside what is used, in words. */
  leftOut: string[];
  /** Why a person of the row, or all of it, cannot be used. */
  reasons: string[];
}

/** Reads one row under these headings. */
export function readRow(fields: readonly string[], { practice, people }: Headings): Row {
  const cell = (places: ReadonlyMap<ContactColumn, MeantColumn>, column: ContactColumn) =>
    fields[places.get(column)?.index ?? -1] ?? '';
  const row: Row = {
    practice: {
      odsCode: said(cell(practice, 'odsCode')),
      practiceName: said(cell(practice, 'practiceName')),
      postcode: said(cell(practice, 'postcode')),
    },
    contacts: [],
    leftOut: [],
    reasons: [],
  };
  const written = people.map((person) =>
    writtenPerson(person, (column) => cell(person.places, column)),
  );
  const somebody = written.flatMap((each, index) => (isNobody(each) ? [] : [{ each, index }]));
  for (const { each, index } of somebody) {
    const read = readPeople(each);
    const whose = people.length > 1 ? `person ${index + 1}: ` : '';
    if ('reason' in read) row.reasons.push(`${whose}${read.reason}`);
    else {
      row.contacts.push(...read.read);
      row.leftOut.push(...read.leftOut.map((what) => `${whose}${what}`));
    }
  }
  addBypass(row, cell(practice, 'bypassNumber'));
  const isEmpty = row.contacts.length === 0 && row.bypassNumber === undefined;
  if (isEmpty && row.reasons.length === 0)
    row.reasons.push('has no person, mobile, email or bypass number');
  return row;
}

function said(cell: string): string {
  return saysNothing(cell) ? '' : cell.replace(/\n/g, ' ');
}

function addBypass(row: Row, cell: string): void {
  const bypass = readBypass(cell);
  if ('reason' in bypass) {
    (row.contacts.length > 0 ? row.leftOut : row.reasons).push(bypass.reason);
    return;
  }
  if (bypass.read !== undefined) row.bypassNumber = bypass.read;
  row.leftOut.push(...bypass.leftOut);
}

function writtenPerson(
  { job }: PersonPlaces,
  cell: (column: ContactColumn) => string,
): WrittenPerson {
  return {
    person: cell('person'),
    title: cell('title'),
    firstName: cell('firstName'),
    surname: cell('surname'),
    role: cell('role') || (job ?? ''),
    mobile: cell('mobile'),
    email: cell('email'),
  };
}
