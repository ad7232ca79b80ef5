import { expect, test } from '@jest/globals';
import { PracticeRecord } from './record.ts';
import type { Undelivered } from './undelivered.ts';
import { viewPractice, withUndelivered } from './view-practice.ts';

const sam = { name: 'Sam Fictional', role: 'Manager', mobile: '07700 900001' };
const kim = { name: 'Kim Fictional', role: 'GP', email: 'kim@example.org' };
const record = PracticeRecord.parse({
  odsCode: 'A99001',
  icb: 'QZZ',
  version: 1,
  directory: { odsCode: 'A99001', name: 'Example Surgery', systems: [], provenance: {} },
  declared: {
    systems: [],
    contacts: [{ ...sam, email: 'sam@example.org' }, kim],
    at: '2026-11-01T09:00:00Z',
  },
});
const flag: Undelivered = { channel: 'sms', reason: 'It is blocked', at: '2026-11-20T10:00:00Z' };

test('a flag is shown on whoever has its address, and on nobody once that is corrected', () => {
  const view = viewPractice(record);
  const undeliveredOf = (address: string) =>
    withUndelivered(
      view,
      new Map([[`key of ${address}`, flag]]),
      (each) => `key of ${each}`,
    ).contacts.map(({ undelivered }) => undelivered);
  expect(undeliveredOf('+447700900001')).toEqual([[flag], undefined]);
  expect(undeliveredOf('kim@example.org')).toEqual([undefined, [flag]]);
  expect(undeliveredOf('+447700900002')).toEqual([undefined, undefined]);
  expect(withUndelivered(view, new Map(), String)).toEqual(view);
});
