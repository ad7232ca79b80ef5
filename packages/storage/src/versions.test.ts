import { expect, test } from '@jest/globals';
import { inTodaysForm, versionOf } from './versions.ts';

const key = { pk: 'ICB#Z01#OUTAGES', sk: '01J35XW5F0000000000000000A' };
const totals = { practices: 4, hit: 3, notHit: 1, unknown: 0, pcnsWhollyHit: 1 };
const kept = (item: object) => inTodaysForm({ ...key, version: 1, ...item });

test('PCNs that were not counted are filled in where that is certain, and null elsewhere', () => {
  expect(kept({ outage: { title: 'Down', totals } })).toEqual({
    ...key,
    version: 1,
    outage: {
      title: 'Down',
      totals: { ...totals, pcns: null, pcnsPartlyHit: null, pcnsUnknown: 0, pcnsUntouched: null },
    },
  });
  const all = { ...totals, hit: 4, notHit: 0 };
  expect(kept({ outage: { totals: all } })).toMatchObject({
    outage: { totals: { pcns: 1, pcnsPartlyHit: 0, pcnsUnknown: 0, pcnsUntouched: 0 } },
  });
});

test('an item of today stays as it is, one of an unknown version or of another form is none', () => {
  const today = { ...key, v: versionOf(key), outage: 'whatever' };
  expect(inTodaysForm(today)).toBe(today);
  for (const v of [0, versionOf(key) + 1, '2', 1.5]) {
    expect(inTodaysForm({ ...today, v })).toBeUndefined();
  }
  expect(kept({ outage: 'whatever' })).toBeUndefined();
});

test('a kind that has had one form has the first version', () => {
  expect(versionOf({ pk: 'ICB#Z01#OUTAGES', sk: 'OPEN#emis-web' })).toBe(1);
  expect(versionOf({ pk: 'PACE#sms' })).toBe(1);
});

test('records of both earlier forms are read: without statements of datasets, and without one text', () => {
  const key = { pk: 'ICB#Z01#PRACTICE#Z00001', sk: 'RECORD' };
  const directory = { name: 'Fictional Surgery', systems: [] };
  const today = { ...key, record: { version: 3, directory: JSON.stringify(directory) } };
  expect(versionOf(key)).toBe(3);
  expect(inTodaysForm({ ...key, record: { version: 3, directory } })).toEqual(today);
  expect(inTodaysForm({ ...key, v: 2, record: { version: 3, directory } })).toEqual({
    ...today,
    v: 2,
  });
  expect(inTodaysForm({ ...today, v: 3 })).toEqual({ ...today, v: 3 });
});
