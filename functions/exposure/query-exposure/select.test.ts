import { describe, expect, test } from '@jest/globals';
import type { AssessedPractice, Said } from '@registry/domain';
import { IcbCode, OdsCode } from '@registry/domain';
import type { Filter } from './question.ts';
import { Sort } from '@registry/contract';
import { after, select, writePosition } from './select.ts';

const all: Filter = { state: undefined, effects: undefined, roles: undefined, said: undefined };
const nobody: ReadonlyMap<string, Said> = new Map();

interface Invented {
  name?: string;
  pcn?: string;
  listSize?: number;
  effect?: 'unavailable' | 'unsafe' | 'degraded';
  state?: 'hit' | 'not-hit' | 'unknown';
}
/** The nth practice of an invented ICB. */
function practice(n: number, { name = 'Surgery', pcn, listSize, effect, state }: Invented = {}) {
  const made: AssessedPractice = {
    icb: IcbCode.parse('Z01'),
    row: {
      odsCode: OdsCode.parse(`Z0000${n}`),
      name,
      listSize,
      pcn: pcn ? { code: pcn, name: pcn } : undefined,
      subIcb: undefined,
      roles: [],
      reachable: [],
    },
    assessment: {
      state: effect ? 'hit' : (state ?? 'not-hit'),
      effect,
      impacts: [],
      unknownRoles: [],
      unnameable: [],
      basis: [],
    },
  };
  return made;
}
const codes = (practices: readonly AssessedPractice[]) =>
  practices.map(({ row }) => row.odsCode.slice(-1)).join('');

const practices = [
  practice(1, { name: '=SUM(A1)', listSize: 0, effect: 'degraded' }),
  practice(2, { listSize: 12_000, pcn: 'U10' }),
  practice(3, { listSize: 9000, pcn: 'U10', effect: 'unavailable' }),
  practice(4, { listSize: 12_000, effect: 'unavailable' }),
  practice(5, { pcn: 'U2', state: 'unknown' }),
  practice(6, { name: 'Été', pcn: '~odd', effect: 'unsafe' }),
];

test.each<[Sort, string]>([
  ['odsCode', '123456'],
  ['name', '123456'],
  ['pcn', '235146'],
  ['listSize', '243156'],
  ['effect', '346152'],
])('by %s, ties by ODS code, and what is not known comes last', (sort, expected) => {
  expect(codes(select(practices, all, sort, nobody))).toBe(expected);
});

test.each(Sort.options)('by %s, a list goes on after any of its practices', (sort) => {
  const sorted = select(practices, all, sort, nobody);
  sorted.forEach((each, index) => {
    const rest = after(sorted, sort, writePosition(each, sort));
    expect(codes(rest)).toBe(codes(sorted.slice(index + 1)));
  });
});

test('a list goes on where it stopped though the last practice has gone', () => {
  const sorted = select(practices, all, 'listSize', nobody);
  const [, second] = sorted;
  const left = sorted.filter((each) => each !== second);
  expect(codes(after(left, 'listSize', writePosition(second!, 'listSize')))).toBe('3156');
});

describe('what practices say', () => {
  const at = '2026-11-20T10:00:00Z';
  const said = new Map<string, Said>([
    ['Z00001', { down: 'down', status: 'closed', at }],
    ['Z00002', { down: null, status: 'coping', at }],
    ['Z00003', { down: null, status: null, at: null }],
    ['Z00004', { down: 'back', status: null, at }],
  ]);
  test.each<[NonNullable<Filter['said']>, string]>([
    [['down'], '1'],
    [['down', 'back'], '14'],
    [['working'], ''],
    // Who has said how it copes has been heard; who was not told has not been asked.
    [['not-heard'], '3'],
    [['down', 'partly', 'working', 'back', 'not-heard'], '134'],
  ])('%j', (wanted, expected) => {
    const filter = { ...all, said: wanted };
    expect(codes(select(practices, filter, 'odsCode', said))).toBe(expected);
  });
});
