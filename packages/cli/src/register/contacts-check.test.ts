import { expect, test } from '@jest/globals';
import { checkCsv, checkTable, unreachedOf } from './contacts-check.ts';
import { practiceView } from './practice-view.fixture.ts';

const contact = {
  name: 'Sam Fictional',
  role: 'Manager, west',
  mobile: '07700 900123',
  email: 'sam@example.org',
  provenance: 'supplied',
  verified: false,
};
const optedOut = {
  channel: 'sms',
  reason: 'The holder has opted out of messages',
  at: '2024-07-19T08:00:00.000Z',
};
const unwanted = {
  channel: 'email',
  reason: 'They marked our message as unwanted',
  at: '2024-08-01T08:00:00.000Z',
};
const unreached = unreachedOf([
  practiceView({ contacts: [contact] }),
  practiceView({
    odsCode: 'Z00002',
    contacts: [contact, { ...contact, undelivered: [optedOut, unwanted] }],
  }),
]);

test('each address that messages do not reach is a row, and none is printed', () => {
  const table = checkTable(unreached);
  expect(table).toContain('Messages do not arrive at 2 addresses of 1 practice:');
  expect(table).toMatch(
    /Invented Surgery \(Z00002\) +│ Sam Fictional, Manager, west +│ texts +│ The holder has opted out of messages +│ 19 July 2024/,
  );
  expect(table).toMatch(/emails +│ They marked our message as unwanted +│ 1 August 2024/);
  expect(table).not.toMatch(/7700|example\.org/);
});

test('and so in a spreadsheet, which has its heading where there are none', () => {
  const heading = '\uFEFFODS code,Practice,Contact,Role,Channel,Why,Since\r\n';
  expect(checkCsv([])).toBe(heading);
  expect(checkCsv(unreached.slice(0, 1))).toBe(
    `${heading}Z00002,Invented Surgery,Sam Fictional,"Manager, west",sms,The holder has opted out of messages,2024-07-19T08:00:00.000Z\r\n`,
  );
});
