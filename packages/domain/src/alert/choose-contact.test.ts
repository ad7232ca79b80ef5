import { expect, test } from '@jest/globals';
import { contactsInOrder } from './choose-contact.ts';
import type { ChosenContact, ContactQuestion } from './choose-contact.ts';
import { DirectoryEntry } from '../register/published.ts';
import { Statement } from '../register/record.ts';

const directory = DirectoryEntry.parse({
  odsCode: 'A99001',
  name: 'Example Surgery',
  telephone: '01632 960001',
  systems: [],
  provenance: {},
});

function said(contacts: object[], continuity: object = {}): Statement {
  return Statement.parse({
    systems: [],
    contacts: contacts.map((contact) => ({ role: 'Practice manager', ...contact })),
    continuity,
    at: '2026-11-01T09:00:00Z',
  });
}

const friday = new Date('2026-11-20T10:00:00Z');
const night = new Date('2026-11-20T22:00:00Z');
const sms: ContactQuestion = { channel: 'sms', emailTouched: false, at: friday };
/** The contact whose turn is at that step, 1 the first. */
const chooseContact = (
  record: Parameters<typeof contactsInOrder>[0],
  { step = 1, ...question }: ContactQuestion & { step?: number },
): ChosenContact | undefined => contactsInOrder(record, question)[step - 1];
const email: ContactQuestion = { ...sms, channel: 'email' };

test('takes the n-th by order, the practice’s own word before its ICB’s', () => {
  const record = {
    directory,
    declared: said([
      { name: 'Second', mobile: '07700 900002', order: 2 },
      { name: 'First', mobile: '07700 900001', order: 1 },
    ]),
    supplied: said([{ name: 'Supplied', mobile: '07700 900003', order: 1 }]),
  };
  const names = [1, 2, 3, 4].map((step) => chooseContact(record, { ...sms, step })?.name);
  expect(names).toEqual(['First', 'Supplied', 'Second', undefined]);
  expect(chooseContact(record, sms)?.address).toBe('+447700900001');
});

test('suits the hour, and falls back to anybody when nobody does', () => {
  const day = { name: 'Day', mobile: '07700 900001', hours: 'in-hours' };
  const late = { name: 'Night', mobile: '07700 900002', hours: 'out-of-hours', order: 9 };
  const both = { directory, declared: said([day, late]) };
  expect(chooseContact(both, sms)?.name).toBe('Day');
  expect(chooseContact(both, { ...sms, at: night })?.name).toBe('Night');
  expect(chooseContact(both, { ...sms, at: night, step: 2 })?.name).toBe('Day');
  expect(chooseContact({ directory, declared: said([day]) }, { ...sms, at: night })?.name).toBe(
    'Day',
  );
});

test('one mobile that two sources name is one contact', () => {
  const contact = { name: 'Sam', mobile: '07700 900001' };
  const record = { directory, declared: said([contact]), supplied: said([contact]) };
  expect(chooseContact(record, { ...sms, step: 2 })).toBeUndefined();
});

test('leaves NHSmail alone while email is touched', () => {
  const nhsmail = { name: 'Sam', email: 'sam.fictional@nhs.net' };
  const other = { ...nhsmail, alternativeEmail: 'sam@example.org' };
  const own = { name: 'Sam', email: 'sam@example.nhs.uk' };
  const address = (contact: object, question: ContactQuestion): string | undefined =>
    chooseContact({ directory, declared: said([contact]) }, question)?.address;
  expect(address(other, email)).toBe('sam.fictional@nhs.net');
  expect(address(other, { ...email, emailTouched: true })).toBe('sam@example.org');
  expect(
    address({ ...nhsmail, mobile: '07700 900001' }, { ...email, emailTouched: true }),
  ).toBeUndefined();
  expect(address(own, { ...email, emailTouched: true })).toBe('sam@example.nhs.uk');
});

test('never sends to the switchboard or the bypass number', () => {
  const declared = said([{ name: 'Bypass', mobile: '07700 900009' }], {
    bypassNumber: '07700 900009',
  });
  expect(chooseContact({ directory, declared }, sms)).toBeUndefined();
  const desk = { ...directory, telephone: '07700 900008' };
  const atDesk = said([{ name: 'Desk', mobile: '07700 900008' }]);
  expect(chooseContact({ directory: desk, declared: atDesk }, sms)).toBeUndefined();
});

test('a contact of the ICB’s whom the practice rejected is never chosen, one of its own is', () => {
  const record = {
    directory,
    declared: said([{ name: 'Own', mobile: '07700 900004', order: 2 }]),
    supplied: said([
      { name: 'Gone', mobile: '07700 900003', email: 'gone@example.org', order: 1 },
      { name: 'Here', mobile: '07700 900005', order: 3 },
    ]),
    rejectedContacts: ['gone@example.org', '+447700900004'],
  };
  const names = (question: ContactQuestion) =>
    contactsInOrder(record, question).map(({ name }) => name);
  expect(names(sms)).toEqual(['Own', 'Here']);
  expect(names(email)).toEqual([]);
});
