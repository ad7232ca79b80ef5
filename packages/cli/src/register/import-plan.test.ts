import { describe, expect, test } from '@jest/globals';
import { DirectoryReceipt } from '@registry/contract';
import { IcbCode, IcbDirectory, noPublications, OdsCode } from '@registry/domain';
import { endings, leavers, objections, successorsOf, tooOld } from './import-plan.ts';

const icb = (code: string) => IcbCode.parse(code);
const codes = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) =>
    OdsCode.parse(`Z${String(from + index).padStart(5, '0')}`),
  );
const directory = (code: string, practices: OdsCode[]) => ({
  code: icb(code),
  directory: IcbDirectory.parse({
    name: `Fictional ${code}`,
    practices: practices.map((odsCode) => ({
      odsCode,
      name: 'Invented Surgery',
      systems: [],
      provenance: {},
    })),
  }),
});
const receipt = (code: string, more: Partial<DirectoryReceipt> = {}) =>
  DirectoryReceipt.parse({
    icb: code,
    practices: 0,
    created: 0,
    changed: 0,
    unchanged: 0,
    movedFrom: [],
    predecessors: [],
    left: [],
    contradicted: [],
    ...more,
  });

const icbOf = (code: string, practices: OdsCode[], name = `Fictional ${code}`) => ({
  code: icb(code),
  name,
  practices,
});
const file = (dataset: 'epraccur' | 'gp-list-sizes', practices: OdsCode[]) => ({
  file: `${dataset}.csv`,
  dataset,
  asAt: '2026-06-01',
  statements: new Map(practices.map((odsCode) => [odsCode, { asAt: '2026-06-01', systems: [] }])),
});

test('an ICB ends when it is held and no longer named, and only by a file that places practices', () => {
  const held = { icbs: [icbOf('Z01', []), icbOf('Z02', [], 'Going')], fictional: [] };
  const published = [directory('Z01', [])];
  const ends = (dataset: 'epraccur' | 'gp-list-sizes') =>
    endings(held, published, [file(dataset, [])]).going.map(({ name }) => name);
  expect(ends('epraccur')).toEqual(['Going']);
  expect(ends('gp-list-sizes')).toEqual([]);
});

test('files older than what is held of their dataset are told of in one sentence, others not', () => {
  const held = { dates: { epraccur: '2026-06-02', 'gp-list-sizes': '2026-06-02' } };
  const files = [file('epraccur', []), file('gp-list-sizes', [])];
  expect(tooOld(held, files)).toBe(
    'epraccur.csv is as at 1 June 2026, and the register holds the ODS practices (epraccur) as at 2 June 2026; gp-list-sizes.csv is as at 1 June 2026, and the register holds the list sizes as at 2 June 2026: an older file takes the place of nothing.\nNothing has been written. Leave it out, or give a newer one.',
  );
  expect(tooOld({ dates: { epraccur: '2026-06-01' } }, files)).toBeUndefined();
});

describe('files that look cut short', () => {
  const before = (...icbs: ReturnType<typeof icbOf>[]) => ({ icbs, publications: noPublications });
  const held = icbOf('Z01', codes(0, 100));

  test('one practice in fifty fewer passes, one more is objected to with the figures', () => {
    const told = (practices: OdsCode[]) =>
      objections(before(held), [directory('Z01', practices)], []);
    expect(told(codes(0, 98))).toEqual([]);
    expect(told(codes(0, 97))).toEqual([
      'The files name 97 practices; the register holds 100, so 3 would go.',
    ]);
  });

  test('so is one that speaks of fewer than its own dataset did, whatever others still name', () => {
    const sizes = file('gp-list-sizes', codes(0, 100));
    const statements = new Map(
      [...sizes.statements].map(([odsCode, said]) => [odsCode, { 'gp-list-sizes': said }]),
    );
    const publications = { dates: {}, statements };
    const told = (practices: OdsCode[]) =>
      objections(
        { icbs: [held], publications },
        [directory('Z01', codes(0, 100))],
        [file('gp-list-sizes', practices)],
      );
    expect(told(codes(0, 98))).toEqual([]);
    expect(told(codes(0, 50))).toEqual([
      'gp-list-sizes.csv speaks of 50 practices; so far the list sizes spoke of 100.',
    ]);
  });

  test('an ICB may go when another has some of its practices, not when nobody has', () => {
    const going = icbOf('Z02', codes(200, 212));
    const told = (practices: OdsCode[]) =>
      objections(before(held, going), [directory('Z01', practices)], []);
    expect(told(codes(0, 201))).toEqual([]);
    expect(told(codes(0, 111))).toEqual([
      expect.stringMatching(/of 1 ICB that .*: Fictional Z02 \(Z02\) with 12 practices\.$/),
    ]);
  });

  test('an ICB may go that an import cut short has emptied, but for a few that closed', () => {
    const emptied = icbOf('Z01', codes(200, 202));
    expect(objections(before(emptied), [directory('Z02', codes(0, 2))], [])).toEqual([]);
  });
});

test('successors of a split ICB are those that received its practices', () => {
  const receipts = [
    receipt('Z09', { predecessors: [icb('Z01')] }),
    receipt('Z04', { predecessors: [icb('Z01'), icb('Z02')] }),
    receipt('Z05', { predecessors: [icb('Z02')] }),
  ];
  expect(successorsOf(icb('Z01'), receipts)).toEqual(['Z04', 'Z09']);
});

test('a practice that another ICB received has moved, not left', () => {
  const [moved, gone] = codes(1, 3);
  const receipts = [
    receipt('Z01', { left: [moved!, gone!] }),
    receipt('Z02', { movedFrom: [{ icb: icb('Z01'), odsCodes: [moved!] }] }),
  ];
  expect(leavers(receipts)).toEqual([{ icb: 'Z01', left: [gone] }]);
});
