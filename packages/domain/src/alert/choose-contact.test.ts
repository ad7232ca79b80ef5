import { describe, expect, test } from '@jest/globals';
import { contactsInOrder, contactToTell, peopleOf } from './choose-contact.ts';
import type { Candidate, ChosenContact, ContactQuestion } from './choose-contact.ts';
import type { ReplyGiven } from '../outage/answers.ts';
import type { ToldContact } from '../outage/told-contact.ts';
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

describe('whom an update goes to', () => {
  const at = '2026-11-20T10:00:00Z';
  const candidates = [1, 2, 3].map((nth): Candidate => ({
    name: `Person ${nth} Fictional`,
    role: 'Practice manager',
    address: `+44770090000${nth}`,
    person: `+44770090000${nth}`,
    recipient: `r${nth}`,
    personKey: `p${nth}`,
  }));
  const told = (nth: number, changes: Partial<ToldContact> = {}): ToldContact => ({
    channel: 'sms',
    recipient: `r${nth}`,
    contact: `Person ${nth} Fictional, Practice manager`,
    person: `p${nth}`,
    turn: 0,
    messageTurn: changes.turn ?? 0,
    update: 1,
    ...changes,
  });
  const failed = (update: number) => ({ undelivered: { update, at, reason: 'It is blocked' } });
  const answer = (nth: number, changes: Partial<ReplyGiven> = {}): ReplyGiven => ({
    down: 'down',
    at,
    by: `Person ${nth} Fictional, Practice manager`,
    person: `p${nth}`,
    update: 1,
    late: false,
    ...changes,
  });
  const toTell = (
    known: { told?: ToldContact[]; replies?: ReplyGiven[] },
    { update = 1, turn = 0 }: { update?: number; turn?: number } = {},
    among = candidates,
  ) =>
    contactToTell(among, { told: [], replies: [], ...known }, { channel: 'sms', update, turn })
      ?.recipient;

  test('whose address is flagged comes after all others, and is not left out', () => {
    const marked = candidates.map((each, index): Candidate =>
      index < 2 ? { ...each, flagged: true } : each,
    );
    expect(toTell({}, {}, marked)).toBe('r3');
    expect(toTell({ replies: [answer(1)] }, {}, marked)).toBe('r3');
    const unreached = told(3, { undelivered: failed(1).undelivered });
    expect(toTell({ told: [unreached] }, { update: 2 }, marked)).toBe('r3');
    expect(toTell({}, { turn: 1 }, marked)).toBe('r3');
    expect(toTell({ told: [told(3)] }, { turn: 1 }, marked)).toBe('r1');
    expect(toTell({}, {}, marked.slice(0, 1))).toBe('r1');
    expect(toTell({ told: [told(1)] }, {}, marked)).toBe('r1');
  });

  test('is the first, and of the next updates too', () => {
    expect(toTell({})).toBe('r1');
    expect(toTell({ told: [told(1)] }, { update: 2 })).toBe('r1');
  });

  test('is nobody where the channel reaches nobody', () => {
    expect(toTell({}, {}, [])).toBeUndefined();
    expect(toTell({}, { turn: 1 }, [])).toBeUndefined();
  });

  test('is the first whom messages have not failed to reach', () => {
    const first = told(1, failed(1));
    expect(toTell({ told: [first] }, { update: 2 })).toBe('r2');
    const both = [first, told(2, { turn: 1, ...failed(1) })];
    expect(toTell({ told: both }, { update: 2 })).toBe('r3');
  });

  test('is the first nevertheless where they have failed to reach everybody', () => {
    const all = [1, 2, 3].map((nth) => told(nth, { turn: nth - 1, ...failed(1) }));
    expect(toTell({ told: all }, { update: 2 })).toBe('r1');
  });

  test('is the first again once a newer message has reached them', () => {
    const reached = told(1, { ...failed(1), update: 2, delivered: { update: 2, at } });
    expect(toTell({ told: [reached] }, { update: 3 })).toBe('r1');
  });

  test('is who answered last, and who answered before them where that one is not here', () => {
    const replies = [answer(3), answer(2)];
    expect(toTell({ replies }, { update: 2 })).toBe('r2');
    const without = candidates.filter(({ recipient }) => recipient !== 'r2');
    expect(toTell({ replies }, { update: 2 }, without)).toBe('r3');
    const again = [...replies, answer(3)];
    expect(toTell({ replies: again }, { update: 2 })).toBe('r3');
  });

  test('is not changed by an answer by telephone, nor by who answered and is not reached', () => {
    const heard = answer(3, { person: undefined, heardBy: 'Kim, desk' });
    expect(toTell({ replies: [heard] }, { update: 2 })).toBe('r1');
    const known = { told: [told(2, { turn: 1, ...failed(1) })], replies: [answer(2)] };
    expect(toTell(known, { update: 2 })).toBe('r1');
  });

  test('on a further turn is the first who was not told by that channel yet', () => {
    expect(toTell({ told: [told(1)] }, { turn: 1 })).toBe('r2');
    const second = [told(1), told(2, { turn: 1 })];
    expect(toTell({ told: second }, { turn: 2 })).toBe('r3');
    const byEmail = [told(1), told(2, { turn: 1, channel: 'email' })];
    expect(toTell({ told: byEmail }, { turn: 2 })).toBe('r2');
  });

  test('on a further turn is nobody where all have been told', () => {
    const all = [1, 2, 3].map((nth) => told(nth, { turn: nth - 1 }));
    expect(toTell({ told: all }, { turn: 3 })).toBeUndefined();
  });

  test('is the same person where it is repeated, whatever has become known since', () => {
    const begun = [told(1, { ...failed(1) }), told(2, { turn: 1 })];
    expect(toTell({ told: begun, replies: [answer(3)] })).toBe('r1');
    expect(toTell({ told: begun }, { turn: 1 })).toBe('r2');
    const gone = candidates.filter(({ recipient }) => recipient !== 'r1');
    expect(toTell({ told: begun }, {}, gone)).toBe('r2');
  });

  test('leaves the order of those it was given as it was', () => {
    toTell({ replies: [answer(3)] }, { update: 2 });
    expect(candidates.map(({ recipient }) => recipient)).toEqual(['r1', 'r2', 'r3']);
  });
});

describe('how many people messages can reach', () => {
  test('are all whom either source names, each once, whichever channel and hour', () => {
    const sam = { name: 'Sam', mobile: '07700 900001', email: 'sam@example.nhs.uk' };
    const record = {
      directory,
      declared: said([sam, { name: 'Late', mobile: '07700 900002', hours: 'out-of-hours' }]),
      supplied: said([
        { ...sam, name: 'S. Fictional' },
        { name: 'Ann', alternativeEmail: 'ann@example.org' },
      ]),
    };
    expect(peopleOf(record)).toBe(3);
  });

  test('are nobody where nobody is recorded', () => {
    expect(peopleOf({ directory })).toBe(0);
    expect(peopleOf({ directory, declared: said([]) })).toBe(0);
  });

  test('are not those of a number for ringing alone, nor those whom the practice rejected', () => {
    const bypass = { name: 'Bypass', mobile: '07700 900009' };
    const declared = said([bypass], { bypassNumber: '07700 900009' });
    expect(peopleOf({ directory, declared })).toBe(0);
    const withEmail = said([{ ...bypass, email: 'desk@example.nhs.uk' }], {
      bypassNumber: '07700 900009',
    });
    expect(peopleOf({ directory, declared: withEmail })).toBe(1);
    const supplied = said([{ name: 'Gone', mobile: '07700 900003', email: 'gone@example.org' }]);
    expect(peopleOf({ directory, supplied, rejectedContacts: ['gone@example.org'] })).toBe(0);
  });
});
