import { expect, test } from '@jest/globals';
import { Registration } from '@registry/domain';
import { practiceView } from './practice-view.fixture.ts';
import { rejecting, saidBy, takenBack } from './said-by.ts';

const sam = {
  name: 'Sam Fictional',
  role: 'Manager',
  mobile: '07700 900123',
  email: 'sam@example.org',
};
const jo = { name: 'Jo Invented', role: 'Partner', mobile: '07700 900456' };
const at = '2026-08-01T07:15:00.000Z';
const practice = (more: object = {}) =>
  practiceView({
    declared: {
      at,
      since: { network: at },
      systems: [{ role: 'network', product: 'hscn' }],
      contacts: [jo],
      continuity: { bypassNumber: '01632 960456' },
    },
    supplied: { at, systems: [], contacts: [sam, jo] },
    ...more,
  });

test('what either said is in the form that register takes, and nothing more', () => {
  const own = saidBy(practice({ rejectedContacts: ['sam@example.org'] }), 'practice');
  expect(Registration.parse(own)).toEqual(own);
  expect(own).toMatchObject({
    systems: [{ role: 'network', product: 'hscn' }],
    contacts: [{ name: 'Jo Invented' }],
    continuity: { bypassNumber: '+441632960456' },
    rejectedContacts: ['sam@example.org'],
  });
  const icb = saidBy(practice({ rejectedContacts: ['sam@example.org'] }), 'icb');
  expect(icb.contacts).toHaveLength(2);
  expect(icb).not.toHaveProperty('rejectedContacts');
  const nothing = saidBy(practice({ declared: undefined }), 'practice');
  expect(nothing).toEqual({ systems: [], contacts: [], continuity: {} });
});

test('a contact is rejected by every address it has, and nothing is said of systems', () => {
  const { body, names } = rejecting(
    practice({ rejectedContacts: ['x@example.org'] }),
    '07700900123',
  );
  expect(names).toEqual(['Sam Fictional']);
  expect(body.rejectedContacts).toEqual(['x@example.org', '+447700900123', 'sam@example.org']);
  expect(body).not.toHaveProperty('systems');
  expect(body.contacts).toHaveLength(1);
});

test('a rejection is taken back whole, though the ICB no longer has the contact', () => {
  const rejectedContacts = ['x@example.org', '+447700900123', 'sam@example.org'];
  const back = takenBack(practice({ rejectedContacts }), 'SAM@example.org');
  expect(back.body.rejectedContacts).toEqual(['x@example.org']);
  expect(takenBack(practice({ rejectedContacts }), 'x@example.org').body.rejectedContacts).toEqual([
    '+447700900123',
    'sam@example.org',
  ]);
});

test('an address that nobody has, or that is none, is refused with what would be right', () => {
  expect(() => rejecting(practice(), '07700 900999')).toThrow(
    'supplied no contact at 07700 900999',
  );
  expect(() => rejecting(practice(), 'Sam')).toThrow('should be a UK mobile number');
  expect(() => takenBack(practice(), 'sam@example.org')).toThrow('has not rejected');
});
