import { describe, expect, test } from '@jest/globals';
import type { Cell } from './peer-answer.ts';
import { byGroup, totalsOf } from './peer-answer.ts';

const cells: Cell[] = [
  ['QAA', '01A', 'U1', 2, 0, 0, 9000, 0, 0, 0],
  ['QAA', '01B', 'U1', 0, 1, 0, 0, 4000, 0, 0],
  ['QAA', '01B', 'U2', 0, 1, 1, 0, 0, 3000, 1],
  ['QAA', '01B', null, 1, 0, 0, 500, 0, 0, 0],
];

describe('the peer’s totals', () => {
  test('a PCN in two sub-ICB locations counts once, and partly', () => {
    expect(totalsOf(cells)).toEqual({
      practices: 6,
      hit: 3,
      notHit: 2,
      unknown: 1,
      withoutListSize: 1,
      patients: { hit: 9500, notHit: 4000, unknown: 3000 },
      pcns: 2,
      pcnsWhollyHit: 0,
      pcnsPartlyHit: 1,
      pcnsUnknown: 1,
      pcnsUntouched: 0,
    });
  });

  test('groups are sorted by code, those in none last', () => {
    const groups = byGroup(cells, 2, new Map([['U1', 'Fictional Vale PCN']]));
    expect(groups.map(({ group, totals }) => [group?.code, totals.practices])).toEqual([
      ['U1', 3],
      ['U2', 2],
      [undefined, 1],
    ]);
  });
});
