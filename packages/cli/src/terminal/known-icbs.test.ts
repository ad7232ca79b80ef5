import { expect, test } from '@jest/globals';
import { IcbCode, IcbEntry } from '@registry/domain';
import { icbList, refuseUnknownIcb, unknownIcbText } from './known-icbs.ts';

const [gone, north, south, other] = ['QNQ', 'QZ1', 'QZ2', 'QQ9'].map((code) => IcbCode.parse(code));
const icbs = [
  { code: north, name: 'NHS Fictional North' },
  { code: south, name: 'NHS Fictional South' },
  {
    code: gone,
    name: 'NHS Fictional',
    dissolved: { asAt: '2026-04-01', successors: ['QZ1', 'QZ2'] },
  },
].map((entry) => IcbEntry.parse(entry));

test('an ICB that is no more: since when, and where its practices went', () => {
  expect(unknownIcbText(gone!, icbs)).toBe(
    'NHS Fictional (QNQ) is no more since 1 April 2026; its practices went to NHS Fictional North (QZ1) and NHS Fictional South (QZ2).',
  );
});

test('an ICB that there never was: which there are', () => {
  expect(unknownIcbText(other!, icbs)).toBe(
    'The register has no ICB QQ9. It has 2 ICBs:\n  QZ1    NHS Fictional North\n  QZ2    NHS Fictional South',
  );
});

test('a register without practices says so, and nothing else does', () => {
  expect(unknownIcbText(other!, [])).toContain('The register holds no practice yet');
  expect(icbList([])).toContain('The register holds no practice yet');
});

test('the list has those there are, and what became of the others', () => {
  expect(icbList(icbs)).toMatch(
    /^2 ICBs:\n {2}QZ1 [^]*\nNo more:\n {2}NHS Fictional \(QNQ\) is no/,
  );
});

test('one that is there is not refused', async () => {
  const client = { listIcbs: () => Promise.resolve({ icbs }) };
  await expect(refuseUnknownIcb(client, north!)).resolves.toBeUndefined();
  await expect(refuseUnknownIcb(client, gone!)).rejects.toThrow('no more since');
});
