import { describe, expect, test } from '@jest/globals';
import { Contact, OdsCode, PracticeView, TelephoneNumber } from '@registry/domain';
import type { ListedPractice } from './contact-changes.ts';
import { contactChanges, describeChanges, suppliedBody } from './contact-changes.ts';

const sam = Contact.parse({ name: 'Sam Fictional', role: 'Manager', mobile: '07700 900123' });
const alex = Contact.parse({ name: 'Alex Invented', role: 'Partner', email: 'alex@example.org' });
const odsCode = OdsCode.parse('Z00001');
const listed: ListedPractice = { odsCode, contacts: [sam], lines: [2] };
const view = (supplied?: object) =>
  PracticeView.parse({
    odsCode,
    icb: 'Z01',
    version: 1,
    directory: { name: 'Invented Surgery', provenance: {} },
    systems: [],
    contacts: [],
    continuity: {},
    ...(supplied ? { supplied: { at: '2026-08-01T07:15:00.000Z', ...supplied } } : {}),
  });

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

test('the dry run counts, and shows no contact detail', () => {
  const list = {
    columns: {},
    guessed: true,
    practices: [{ ...listed, bypassNumber: TelephoneNumber.parse('01632 960999') }],
    refused: [{ line: 7, reason: 'no practice of this ICB is called so' }],
    rows: 2,
  };
  const text = describeChanges(contactChanges([view()], list), list, 3);
  expect(text).toContain('Z00001 Invented Surgery: 0 → 1 contact; bypass number new');
  expect(text).toContain('line 7 refused: no practice of this ICB is called so');
  expect(text).toContain('2 practices of this ICB not on the list');
  expect(text).not.toMatch(/Sam|900123|960999/);
});
