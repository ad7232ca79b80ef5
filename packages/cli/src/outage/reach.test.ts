import { expect, test } from '@jest/globals';
import { PracticeView } from '@registry/domain';
import { exposure } from './outage.fixture.ts';
import { countReach, reachOf } from './reach.ts';

const at = new Date('2024-07-19T07:00:00Z');

const record = (odsCode: string, contacts: object[], continuity: object = {}) =>
  PracticeView.parse({
    odsCode,
    icb: 'QZZ',
    version: 1,
    directory: { name: 'Invented Surgery', telephone: '01632 960001', provenance: {} },
    systems: [],
    contacts: [],
    continuity,
    supplied: { systems: [], contacts, continuity, at: '2024-07-01T09:00:00Z' },
  });
const sam = { name: 'Sam Fictional', role: 'Practice manager' };

test('whom it would tell is the contact that delivery would choose', () => {
  const contacts = [{ ...sam, mobile: '07700 900001', email: 'sam@example.nhs.uk' }];
  const [reach] = reachOf([exposure()], [record('Z00001', contacts)], at);
  const who = 'Sam Fictional, Practice manager';
  expect(reach?.contacts).toEqual([
    { channel: 'sms', who },
    { channel: 'email', who },
  ]);
});

test('NHSmail is no way to reach a practice whose email is hit: ring its bypass number', () => {
  const impacts = [{ ...exposure().impacts[0], role: 'email', product: 'nhsmail' }];
  const contacts = [{ ...sam, email: 'sam@nhs.net' }];
  const reach = reachOf(
    [exposure({ impacts })],
    [record('Z00001', contacts, { bypassNumber: '01632 960456' })],
    at,
  );
  const { unreachable, email } = countReach(reach, 'all');
  expect(email).toBe(0);
  expect(unreachable.map(({ ring }) => ring)).toEqual(['+441632960456']);
});

test('a channel that is not used counts for nobody, yet makes no practice unreachable', () => {
  const contacts = [{ ...sam, mobile: '07700 900001' }];
  const reach = reachOf(
    [exposure(), exposure({ odsCode: 'Z00002' })],
    [record('Z00001', contacts), record('Z00002', [])],
    at,
  );
  expect(countReach(reach, 'email')).toMatchObject({ sms: 0, email: 0 });
  expect(countReach(reach, 'email').unreachable.map(({ practice }) => practice.odsCode)).toEqual([
    'Z00002',
  ]);
});
