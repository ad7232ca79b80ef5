import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OdsCode } from '../words/codes.ts';
import type { ExposureState } from './answer.ts';
import type { Assessed } from './totals.ts';
import { addTallies, countByGroup, countedOf, countTotals, tallyOf, totalsOf } from './totals.ts';

const odsCode = OdsCode.parse('Z00001');
const named = (code: string | undefined) => (code ? { code, name: `Group ${code}` } : undefined);
function practice(
  state: ExposureState,
  pcn?: string,
  listSize?: number,
  subIcb?: string,
): Assessed {
  return {
    row: {
      odsCode,
      name: 'Surgery',
      pcn: named(pcn),
      subIcb: named(subIcb),
      listSize,
      roles: [],
      reachable: [],
    },
    assessment: {
      state,
      effect: undefined,
      impacts: [],
      unknownRoles: [],
      unnameable: [],
      basis: [],
    },
  };
}

test('a PCN is wholly hit, partly hit, unknown or untouched by its practices here', () => {
  const practices = [
    practice('hit', 'wholly'),
    practice('hit', 'wholly'),
    practice('hit', 'partly'),
    practice('not-hit', 'partly'),
    practice('hit', 'partly too'),
    practice('unknown', 'partly too'),
    practice('unknown', 'unknown'),
    practice('not-hit', 'unknown'),
    practice('not-hit', 'untouched'),
    practice('hit'),
  ];
  expect(countTotals(practices)).toMatchObject({
    practices: 10,
    hit: 5,
    unknown: 2,
    notHit: 3,
    pcns: 5,
    pcnsWhollyHit: 1,
    pcnsPartlyHit: 2,
    pcnsUnknown: 1,
    pcnsUntouched: 1,
  });
});

test('patients are counted by state, and practices whose list size is not published apart', () => {
  const practices = [
    practice('hit', 'U1', 5000),
    practice('hit', 'U1'),
    practice('unknown', 'U1', 0),
    practice('not-hit', 'U1', 7000),
  ];
  expect(countTotals(practices)).toMatchObject({
    patients: { hit: 5000, notHit: 7000, unknown: 0 },
    withoutListSize: 1,
  });
});

test('a PCN with practices in two ICBs is one, judged by all of them', () => {
  const [one, other] = [[practice('hit', 'U1')], [practice('not-hit', 'U1')]].map((each) =>
    tallyOf(each.map(countedOf)),
  );
  expect(totalsOf(addTallies([one!, other!]))).toMatchObject({
    pcns: 1,
    pcnsWhollyHit: 0,
    pcnsPartlyHit: 1,
  });
  expect(totalsOf(one!)).toMatchObject({ pcns: 1, pcnsWhollyHit: 1 });
});

test('groups come in the order of their codes, those without one last', () => {
  const practices = [practice('hit'), practice('hit', 'U2', 1, 'S1'), practice('unknown', 'U1')];
  const groups = countByGroup(practices.map(countedOf), ({ pcn }) => pcn);
  expect(groups.map(({ group, totals }) => [group?.code, totals.practices])).toEqual([
    ['U1', 1],
    ['U2', 1],
    [undefined, 1],
  ]);
});

test('parts add up to the whole, however the practices are divided', () => {
  const practices = fc.array(
    fc
      .tuple(
        fc.constantFrom<ExposureState[]>('hit', 'not-hit', 'unknown'),
        fc.option(fc.constantFrom('U1', 'U2', 'U3'), { nil: undefined }),
        fc.option(fc.nat(20_000), { nil: undefined }),
      )
      .map((of) => practice(...of)),
  );
  fc.assert(
    fc.property(practices, practices, (some, others) => {
      const whole = countTotals([...some, ...others]);
      expect(
        totalsOf(addTallies([tallyOf(some.map(countedOf)), tallyOf(others.map(countedOf))])),
      ).toEqual(whole);
      const { hit, notHit, unknown } = whole;
      expect(hit + notHit + unknown).toBe(some.length + others.length);
      const { pcnsWhollyHit, pcnsPartlyHit, pcnsUnknown, pcnsUntouched } = whole;
      expect(pcnsWhollyHit + pcnsPartlyHit + pcnsUnknown + pcnsUntouched).toBe(whole.pcns);
    }),
    { numRuns: 100 },
  );
});
