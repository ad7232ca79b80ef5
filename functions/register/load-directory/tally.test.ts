import { expect, test } from '@jest/globals';
import type { PracticeRecord } from '@registry/domain';
import { IcbCode, OdsCode } from '@registry/domain';
import { addDecisions, createTally, receiptOf } from './tally.ts';

const [here, there] = [IcbCode.parse('Z01'), IcbCode.parse('Z02')];
const [first, second, third, gone] = ['Z00001', 'Z00002', 'Z00003', 'Z00009'].map((code) =>
  OdsCode.parse(code),
);
const change = {
  write: [],
  created: [],
  changed: [],
  unchanged: [],
  left: [],
  contradicted: [],
};
const record = (odsCode: OdsCode, icb: IcbCode): PracticeRecord => ({
  odsCode,
  icb,
  version: 1,
  directory: { odsCode, name: 'Invented Surgery', systems: [], provenance: {} },
});
const arrivals = (...codes: OdsCode[]) => [
  {
    from: there,
    moves: codes.map((code) => ({ was: record(code, there), becomes: record(code, here) })),
  },
];

test('an attempt that was interrupted counts, and what it had done is not counted again as unchanged', () => {
  const tally = createTally();
  addDecisions(tally, { ...change, created: [first!], left: [gone!] }, arrivals(second!, third!));
  addDecisions(tally, { ...change, unchanged: [first!, second!] }, arrivals(third!));
  expect(receiptOf(here, 3, tally)).toMatchObject({
    practices: 3,
    created: 1,
    changed: 0,
    unchanged: 0,
    left: [gone],
    movedFrom: [{ icb: there, odsCodes: [second, third] }],
  });
});
