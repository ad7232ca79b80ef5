import { expect, test } from '@jest/globals';
import { EmailAddress, MobileNumber, TelephoneNumber } from './contact-details.ts';

test.each([
  ['07700 900123', '+447700900123'],
  ['+44 7700 900123', '+447700900123'],
  ['+44 (0)7700 900123', '+447700900123'],
  ['0044 7700-900-123', '+447700900123'],
  ['+447700900123', '+447700900123'],
])('reads the mobile %s', (written, stored) => {
  expect(MobileNumber.parse(written)).toBe(stored);
});

test.each([
  '0770 90012', // a digit short
  '077009001234', // one too many
  '7700 900123', // no leading zero: could be anything
  '01632 960456', // not a mobile
  '07000 900123', // personal numbering
  '07600 900123', // a pager
  '07700 900123 or 124',
  '',
])('refuses %p as a mobile', (written) => {
  expect(MobileNumber.safeParse(written).success).toBe(false);
});

test('reads a landline as a telephone number and keeps it out of mobiles', () => {
  expect(TelephoneNumber.parse('(01632) 960 456')).toBe('+441632960456');
  expect(TelephoneNumber.safeParse('960456').success).toBe(false);
});

test('lower-cases an email address', () => {
  expect(EmailAddress.parse(' Manager@Example.NHS.uk ')).toBe('manager@example.nhs.uk');
});
