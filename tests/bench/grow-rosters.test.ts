import { describe, expect, test } from '@jest/globals';
import type { Roster } from '@registry/domain';
import { IcbCode, OdsCode } from '@registry/domain';
import { growRosters } from './grow-rosters.ts';

const pcn = { code: 'U00001', name: 'Fictional Vale PCN' };
const real: Roster[] = ['QAA', 'QBB'].map((icb, place) => ({
  icb: IcbCode.parse(icb),
  name: 'NHS Fictional Integrated Care Board',
  version: 7,
  rows: Array.from({ length: 50 }, (_, row) => ({
    odsCode: OdsCode.parse(`Z9${place}${String(900 + row)}`),
    name: `Fictional${row} Surgery`,
    pcn: row % 2 === 0 ? pcn : undefined,
    subIcb: undefined,
    listSize: row === 0 ? undefined : 5000,
    roles: [],
    reachable: [],
  })),
}));

describe('growRosters', () => {
  // Codes at the end of the range: the first copy runs over it and begins again at A00000.
  const grown = growRosters(real, 9, () => 0.5, real);
  const rows = grown.flatMap((roster) => roster.rows);

  test('every practice and every ICB has a code of its own, and rosters are sorted', () => {
    const odsCodes = [...real, ...grown].flatMap((roster) => roster.rows.map((row) => row.odsCode));
    expect(new Set(odsCodes).size).toBe(1000);
    expect(new Set([...real, ...grown].map(({ icb }) => icb)).size).toBe(20);
    for (const roster of grown) {
      const codes = roster.rows.map((row) => row.odsCode);
      expect(codes).toEqual(codes.toSorted());
    }
  });

  test('growing what has grown goes on with new codes', () => {
    const held = [...real, ...grown];
    const more = growRosters(real, 2, () => 0.5, held);
    const odsCodes = [...held, ...more].flatMap(({ rows: all }) => all.map((row) => row.odsCode));
    expect(new Set(odsCodes).size).toBe(1200);
  });

  test('PCNs are not shared between copies; what is not known stays unknown', () => {
    expect(new Set(rows.flatMap((row) => row.pcn?.code ?? [])).size).toBe(9);
    expect(rows.filter((row) => row.pcn)).toHaveLength(450);
    expect(rows.filter((row) => row.listSize === undefined)).toHaveLength(18);
  });

  test('common words stay, rare ones are drawn from the names that there are', () => {
    const named = real.flatMap((roster) => [roster.name, ...roster.rows.map(({ name }) => name)]);
    const words = new Set([...named, pcn.name].flatMap((name) => name.split(' ')));
    for (const { name } of rows) {
      const [first, second] = name.split(' ');
      expect(words).toContain(first);
      expect(second).toBe('Surgery');
    }
  });
});
