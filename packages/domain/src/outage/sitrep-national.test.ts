import { expect, test } from '@jest/globals';
import { IcbCode, OdsCode } from '../words/codes.ts';
import type { Says } from './board-row.ts';
import { declared } from './outage.fixture.ts';
import { sitrepCsv } from './sitrep-csv.ts';
import { countedSitrep } from './sitrep-national.ts';

const now = new Date('2024-07-19T08:35:00Z');
const outage = declared({ icb: 'X26', declaredBy: 'X26' });
const [one, two, gone] = ['Z01', 'Z02', 'Z03'].map((code) => IcbCode.parse(code)) as [
  IcbCode,
  IcbCode,
  IcbCode,
];
const says = (answers: Record<string, Partial<Says>>) =>
  new Map(
    Object.entries(answers).map(([code, said]) => [code, { down: null, status: null, ...said }]),
  );
const rosterRow = (odsCode: string, listSize?: number) => ({
  odsCode: OdsCode.parse(odsCode),
  name: 'Surgery',
  pcn: undefined,
  subIcb: undefined,
  listSize,
  roles: [],
  reachable: [],
});
const roster = (icb: IcbCode, ...rows: ReturnType<typeof rosterRow>[]) => ({
  icb,
  name: `NHS ${icb}`,
  version: 1,
  rows,
});
const assessment = {
  effect: 'unavailable' as const,
  impacts: [],
  unknownRoles: [],
  unnameable: [],
  basis: [],
};
const hit = ({ icb, rows }: ReturnType<typeof roster>) =>
  rows.map((row) => ({ icb, row, assessment: { ...assessment, state: 'hit' as const } }));

const first = roster(one, rosterRow('Z00001', 1000), rosterRow('Z00002', 2000));
const second = roster(two, rosterRow('Z00003'), rosterRow('Z00009', 500));
const icbs = [
  { icb: { code: one, name: 'NHS One' }, says: says({ Z00001: { down: 'down' } }) },
  { icb: { code: two, name: 'NHS Two' }, says: says({ Z00003: { status: 'coping' } }) },
  {
    icb: { code: gone, name: 'NHS Gone', dissolved: { asAt: '2024-04-01', successors: [two] } },
    says: says({ Z00009: { down: 'working' } }),
  },
];

test('each practice once, in the ICB that has it now; what nobody told England is null', () => {
  const exposed = [...hit(first), ...hit(second)];
  const report = countedSitrep(
    outage,
    icbs,
    { rosters: [first, second], unavailable: [], exposed },
    now,
  );
  expect(report.byIcb).toMatchObject([
    { code: one, name: 'NHS One', practices: 2, heard: 1, notHeard: 1, down: 1, patients: 3000 },
    { code: two, name: 'NHS Two', practices: 2, heard: 2, working: 1, withoutListSize: 1 },
  ]);
  expect(report.counts).toMatchObject({
    practices: 4,
    heard: 3,
    notHeard: 1,
    patientsDown: 1000,
    patientsNotHeard: 2000,
    told: null,
    delivered: null,
    asksForHelp: null,
  });
  expect(report).toMatchObject({ byTime: null, opel: null });
  const [, total] = sitrepCsv(report).split('\r\n');
  expect(total).toMatch(/^,Total,4,3500,not known,not known,3,1,/);
});

test('of an ICB whose roster cannot be read only what was answered is known', () => {
  const seen = { rosters: [first], unavailable: [{ icb: two }], exposed: hit(first) };
  const { byIcb, counts } = countedSitrep(outage, icbs, seen, now);
  expect(byIcb).toMatchObject([
    { code: one, practices: 2, notHeard: 1 },
    { code: two, practices: null, patients: null, heard: 1, notHeard: null, coping: 1 },
    { code: gone, practices: 1, heard: 1, working: 1 },
  ]);
  expect(counts).toMatchObject({ practices: null, heard: 3, notHeard: null, patientsDown: null });
});

test('where no roster can be read, that is so of all that there are', () => {
  const { byIcb, counts } = countedSitrep(outage, icbs, undefined, now);
  expect(byIcb.map(({ practices, heard }) => [practices, heard])).toEqual([
    [null, 1],
    [null, 1],
    [1, 1],
  ]);
  expect(counts).toMatchObject({ practices: null, heard: 3 });
});

test('an ICB out of the outage’s scope makes nothing unknown', () => {
  const [only] = icbs;
  const unavailable = [{ icb: two }];
  const seen = { rosters: [first], unavailable, exposed: hit(first) };
  expect(countedSitrep(outage, [only!], seen, now).counts.practices).toBe(2);
});
