import { describe, expect, test } from '@jest/globals';
import { PracticeRecord, Registration } from './record.ts';
import { recordedRoles } from './recorded-roles.ts';
import { registered } from './register-practice.ts';
import { contactsToTell } from './rejected-contacts.ts';
import { reachable } from './roster-row.ts';
import { viewPractice } from './view-practice.ts';

const sam = {
  name: 'Sam Fictional',
  role: 'Manager',
  mobile: '07700 900123',
  email: 'sam@example.org',
};
const jo = { name: 'Jo Invented', role: 'Partner', mobile: '07700 900456' };
const emis = { role: 'clinical-system', product: 'emis-web' };
const held = PracticeRecord.parse({
  odsCode: 'Z99001',
  icb: 'Z99',
  version: 1,
  directory: { odsCode: 'Z99001', name: 'Fictional Surgery', systems: [], provenance: {} },
});
const [march, may, june] = ['03', '05', '06'].map((month) => `2026-${month}-01T08:00:00.000Z`);
const says = (body: object) => Registration.parse({ contacts: [], ...body });

describe('systems left out', () => {
  test('are as they were, and as old', () => {
    const first = registered(held, 'practice', says({ systems: [emis] }), march!);
    const second = registered(first, 'practice', says({ contacts: [jo] }), may!);
    expect(second).toMatchObject({
      version: 3,
      declared: {
        at: may,
        systems: [emis],
        contacts: [{ name: 'Jo Invented' }],
        since: { 'clinical-system': march },
      },
    });
    const third = registered(second, 'practice', says({ contacts: [] }), june!);
    expect(third.declared?.since).toEqual({ 'clinical-system': march });
    const newer = { dataset: 'gp-practice-map' as const, asAt: '2026-04-01' };
    const systems = [{ role: 'clinical-system', product: 'systmone', source: newer }];
    const published = PracticeRecord.parse({
      ...third,
      directory: { ...third.directory, systems },
    });
    expect(recordedRoles(published)).toMatchObject([{ contradictory: true }]);
  });

  test('are none where none were said; said again, they are said anew', () => {
    const first = registered(held, 'icb', says({ contacts: [jo] }), march!);
    expect(first.supplied?.systems).toEqual([]);
    const again = registered(
      registered(held, 'practice', says({ systems: [emis] }), march!),
      'practice',
      says({ systems: [emis] }),
      may!,
    );
    expect(again.declared).toEqual({ systems: [emis], contacts: [], continuity: {}, at: may });
  });
});

describe('a contact whom the practice rejected', () => {
  const supplied = registered(held, 'icb', says({ contacts: [sam, jo] }), march!);
  const rejecting = registered(
    supplied,
    'practice',
    says({ rejectedContacts: ['07700 900123', 'Sam@example.org'] }),
    may!,
  );
  const told = (record: PracticeRecord) => contactsToTell(record).map(({ name }) => name);

  test('is told of nothing, and makes nobody reachable', () => {
    expect(told(supplied)).toEqual(['Sam Fictional', 'Jo Invented']);
    expect(told(rejecting)).toEqual(['Jo Invented']);
    expect([reachable(supplied), reachable(rejecting)]).toEqual([['sms', 'email'], ['sms']]);
  });

  test('is shown as rejected, to the ICB too, and everybody else is not', () => {
    const { contacts, rejectedContacts } = viewPractice(rejecting);
    expect(contacts.map(({ name, rejected }) => [name, rejected])).toEqual([
      ['Sam Fictional', true],
      ['Jo Invented', undefined],
    ]);
    expect(rejectedContacts).toEqual(['+447700900123', 'sam@example.org']);
  });

  test('comes back by no list of the ICB’s, whatever else it says of them', () => {
    const renamed = { ...sam, name: 'Dr S Fictional', email: 'other@example.org', order: 3 };
    const again = registered(rejecting, 'icb', says({ contacts: [renamed, jo] }), june!);
    expect(told(again)).toEqual(['Jo Invented']);
    const other = { ...sam, mobile: '07700 900789', email: undefined };
    const corrected = registered(again, 'icb', says({ contacts: [other] }), june!);
    expect(told(corrected)).toEqual(['Sam Fictional']);
  });

  test('stays so when the practice registers without a word of it, until it takes it back', () => {
    const without = registered(rejecting, 'practice', says({ systems: [emis] }), june!);
    expect(told(without)).toEqual(['Jo Invented']);
    const back = registered(without, 'practice', says({ rejectedContacts: [] }), june!);
    expect(told(back)).toEqual(['Sam Fictional', 'Jo Invented']);
  });

  test('is told where the practice names them itself', () => {
    const own = registered(rejecting, 'practice', says({ contacts: [sam] }), june!);
    expect(told(own)).toEqual(['Sam Fictional', 'Jo Invented']);
  });

  test('cannot be rejected by the ICB', () => {
    expect(() =>
      registered(supplied, 'icb', says({ rejectedContacts: ['07700 900456'] }), june!),
    ).toThrow('Only the practice itself rejects a contact');
  });
});
