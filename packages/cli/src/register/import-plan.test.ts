import { describe, expect, test } from '@jest/globals';
import { DirectoryReceipt } from '@registry/contract';
import { IcbCode, IcbDirectory, IcbEntry, OdsCode } from '@registry/domain';
import { leavers, objections, successorsOf, unnamedIcbs } from './import-plan.ts';

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

test('an ICB is going when the register knows it, it is not dissolved, and no file names it', () => {
  const known = [
    { code: 'Z01', name: 'Named' },
    { code: 'Z02', name: 'Going' },
    { code: 'Z03', name: 'Gone', dissolved: { asAt: '2026-04-01', successors: ['Z01'] } },
  ].map((entry) => IcbEntry.parse(entry));
  const going = unnamedIcbs(known, [directory('Z01', [])]);
  expect(going.map(({ name }) => name)).toEqual(['Going']);
});

describe('files that look cut short', () => {
  const held = { code: icb('Z01'), name: 'Fictional Z01', practices: 100 };

  test('one practice in fifty fewer passes, one more is objected to with the figures', () => {
    expect(objections([held], [directory('Z01', codes(0, 98))])).toEqual([]);
    expect(objections([held], [directory('Z01', codes(0, 97))])).toEqual([
      'The files name 97 practices; the register holds 100, so 3 would go.',
    ]);
  });

  test('an ICB may go when another has some of its practices, not when nobody has', () => {
    const going = { ...held, code: icb('Z02'), practices: 12, unnamed: codes(200, 212) };
    expect(objections([held, going], [directory('Z01', codes(0, 201))])).toEqual([]);
    expect(objections([held, going], [directory('Z01', codes(0, 111))])).toEqual([
      expect.stringMatching(/of 1 ICB that .*: Fictional Z01 \(Z02\) with 12 practices\.$/),
    ]);
  });

  test('an ICB may go that an import cut short has emptied, but for a few that closed', () => {
    const emptied = { ...held, practices: 2, unnamed: codes(200, 202) };
    expect(objections([emptied], [directory('Z02', codes(0, 2))])).toEqual([]);
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
