import { describe, expect, test } from '@jest/globals';
import { Contact, OdsCode, TelephoneNumber } from '@registry/domain';
import type { ListedPractice } from './contact-changes.ts';
import {
  contactChanges,
  describeChanges,
  describeHeadings,
  suppliedBody,
} from './contact-changes.ts';
import { practiceView } from './practice-view.fixture.ts';

const sam = Contact.parse({ name: 'Sam Fictional', role: 'Manager', mobile: '07700 900123' });
const alex = Contact.parse({ name: 'Alex Invented', role: 'Partner', email: 'alex@example.org' });
const odsCode = OdsCode.parse('Z00001');
const listed: ListedPractice = { odsCode, contacts: [sam], lines: [2] };
const view = (supplied?: object) =>
  practiceView(supplied && { supplied: { at: '2026-08-01T07:15:00.000Z', ...supplied } });

describe('what the ICB would then be saying', () => {
  test('contacts are the list’s; systems and continuity stay as the ICB had them', () => {
    const systems = [{ role: 'network', product: 'hscn' }];
    const continuity = { planReviewedOn: '2026-05-01' };
    const body = suppliedBody(view({ systems, contacts: [alex], continuity }), listed);
    expect(body).toEqual({ systems, contacts: [sam], continuity });
  });

  test('a bypass number on the list replaces the one there; none on the list leaves it', () => {
    const before = view({
      systems: [],
      contacts: [],
      continuity: { bypassNumber: '01632 960456' },
    });
    const bypassNumber = TelephoneNumber.parse('01632 960999');
    expect(suppliedBody(before, { ...listed, bypassNumber })?.continuity.bypassNumber).toBe(
      '+441632960999',
    );
    expect(suppliedBody(before, listed)?.continuity.bypassNumber).toBe('+441632960456');
  });

  test('the same list again changes nothing', () => {
    const body = suppliedBody(view(), listed);
    expect(suppliedBody(view(body), listed)).toBeUndefined();
  });
});

test('a contact whom the practice rejected is told of, and stays rejected', () => {
  const list = { headings: [], guessed: true, leftOut: [], questions: [], refused: [], rows: 1 };
  const full = { ...list, practices: [listed] };
  const rejecting = { ...view(), rejectedContacts: ['+447700900123'] };
  const text = describeChanges(contactChanges([rejecting], full), full, 1);
  expect(text).toContain('Z00001 Invented Surgery has rejected 1 of them, who will not be told');
  expect(describeChanges(contactChanges([view()], full), full, 1)).not.toContain('rejected 1');
});

test('the dry run counts, and shows no contact detail', () => {
  const list = {
    headings: [
      { heading: 'Practice › ODS', column: 'odsCode' as const },
      { heading: 'Contact 1 › Mobile / OOH', column: 'mobile' as const, person: 1 },
      { heading: 'Contact 2 › Mobile / OOH', column: 'mobile' as const, person: 2 },
      { heading: 'Ward' },
    ],
    guessed: true,
    leftOut: [{ line: 5, what: 'the note “(after\n6pm)” beside the mobile' }],
    questions: [
      {
        line: 9,
        question: 'which practice is “High Street”?',
        candidates: [
          { odsCode, name: 'High Street Surgery', postcode: 'ZZ1 1AA' },
          { odsCode: OdsCode.parse('Z00002'), name: 'The High Street Practice' },
        ],
      },
    ],
    practices: [{ ...listed, bypassNumber: TelephoneNumber.parse('01632 960999') }],
    refused: [{ line: 7, reason: 'no practice of this ICB is called so' }],
    rows: 2,
  };
  const text = describeChanges(contactChanges([view()], list), list, 3);
  expect(text).toContain('Z00001 Invented Surgery: 0 → 1 contact; bypass number new');
  expect(text).toContain('line 7 refused: no practice of this ICB is called so');
  expect(text).toContain('line 5 used without the note “(after 6pm)” beside the mobile');
  expect(text).toContain(
    [
      '  line 9: which practice is “High Street”?',
      '    --place 9=Z00001  High Street Surgery, ZZ1 1AA',
      '    --place 9=Z00002  The High Street Practice, postcode not recorded',
    ].join('\n'),
  );
  expect(describeHeadings(list)).toBe(
    [
      'Columns, as guessed (set one with --column person="Contact name"):',
      '  ODS code         “Practice › ODS”',
      '  practice name    no such column',
      '  postcode         no such column',
      '  bypass number    no such column',
      '  person           no such column',
      '  role             no such column',
      '  person 1: mobile “Contact 1 › Mobile / OOH”',
      '  person 2: mobile “Contact 2 › Mobile / OOH”',
      '  email            no such column',
      '  not used         “Ward”',
    ].join('\n'),
  );
  expect(text).toContain('2 practices of this ICB not on the list');
  expect(text).not.toMatch(/Sam|900123|960999/);
});
