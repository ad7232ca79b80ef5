import { describe, expect, test } from '@jest/globals';
import { totals } from '../exposure/exposure.fixture.ts';
import { boardWith } from './board.fixture.ts';
import { changesText, thenAndNowTable } from './board-changes.ts';
import { outage } from './outage.fixture.ts';

const now = new Date('2024-07-19T09:20:00Z');
const declared = { at: '2024-07-19T06:45:00Z', totals: totals() };
const current = { at: '2024-07-19T09:20:00Z', totals: totals({ hit: 172, unknown: 0 }) };
const board = (exposure: object | null) =>
  boardWith({ outage: outage({ totals: totals() }), exposure });
const changed = (changes: readonly object[]) =>
  changesText(board({ declared, now: current, changes }));

const down = { state: 'hit', effect: 'unavailable', roles: ['clinical-system'] };
const none = { state: 'not-hit', effect: null, roles: [] };
const unknown = { state: 'unknown', effect: null, roles: ['email'] };
const change = (odsCode: string, was: object | null, is: object | null) => ({
  odsCode,
  name: 'Invented \u001B[2JSurgery',
  was,
  is,
});

describe('then and now', () => {
  test('stand one above the other, with the hour, within 120 columns', () => {
    const table = thenAndNowTable(board({ declared, now: current, changes: [] }), now, 120);
    const lines = table.split('\n');
    const [then, later] = ['When declared', 'Now,'].map((start) =>
      lines.find((line) => line.includes(start)),
    );
    expect(then).toMatch(/│ +170 +│ +1,933,000 +│ +2 +│ +3 +│ +38 +│ +2 +│ +1 +│ +1 +│/);
    expect(later).toMatch(/Now, 10:20 +│ +172 /);
    expect(table).toContain('07:45');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  test('without now, or without then, it says so', () => {
    expect(thenAndNowTable(board({ declared, now: null, changes: null }), now)).toContain(
      'Now is not known: the register’s roster cannot be read',
    );
    expect(thenAndNowTable(board(null), now)).toContain('was not kept');
    expect(changesText(board(null))).toEqual([]);
  });
});

describe('changes', () => {
  test('newly hit first, then no longer hit, then others, each with what it was and is', () => {
    expect(
      changed([
        change('Z00001', down, { ...down, effect: 'degraded', roles: ['email', 'network'] }),
        change('Z00002', down, none),
        change('Z00003', unknown, down),
        change('Z00004', null, down),
        change('Z00005', down, down),
        change('Z00006', down, null),
      ]),
    ).toEqual([
      [
        'Since it was declared, 6 practices changed: newly hit 2, no longer hit 2, changed 2.',
        '  Newly hit: Z00003 Invented  [2JSurgery: unknown (email) when declared, now may be affected (unavailable: clinical system)',
        '  Newly hit: Z00004 Invented  [2JSurgery: not in scope when declared, now may be affected (unavailable: clinical system)',
        '  No longer hit: Z00002 Invented  [2JSurgery: may be affected (unavailable: clinical system) when declared, now no link recorded',
        '  No longer hit: Z00006 Invented  [2JSurgery: may be affected (unavailable: clinical system) when declared, now not in scope',
        '  Changed: Z00001 Invented  [2JSurgery: may be affected (unavailable: clinical system) when declared, now may be affected (degraded: email, network)',
        '  Changed: Z00005 Invented  [2JSurgery: may be affected (unavailable: clinical system), but in another way',
      ].join('\n'),
    ]);
  });

  test('twenty are listed and the rest counted; none is said to be none', () => {
    const many = Array.from({ length: 23 }, (_, index) =>
      change(`Z000${String(index + 10)}`, none, down),
    );
    const [text = ''] = changed(many);
    expect(text.match(/Newly hit: /g)).toHaveLength(20);
    expect(text).toMatch(/\n {2}and 3 more$/);
    expect(changed([])).toEqual(['Nothing has changed since it was declared.']);
  });
});
