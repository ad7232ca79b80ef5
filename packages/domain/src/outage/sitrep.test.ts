import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OdsCode } from '../words/codes.ts';
import { AlertedPractice } from './alerted-practice.ts';
import { ReplyGiven } from './answers.ts';
import { alerted, declared } from './outage.fixture.ts';
import { sitrepCsv } from './sitrep-csv.ts';
import { IcbSitrep, sitrep } from './sitrep.ts';

const now = new Date('2024-07-19T08:35:00Z');
const shown = { opel: false, ringAfter: 30, now };
const said = (time: string, answer: object, by = 'Sam, manager') =>
  ReplyGiven.parse({ by, at: `2024-07-19T${time}:00Z`, update: 1, late: false, ...answer });
const practice = (odsCode: string, changes: object = {}) =>
  AlertedPractice.parse({ ...alerted, odsCode, listSize: 1000, ...changes });
const row = (odsCode: string, pcn?: string, subIcb?: string) => ({
  odsCode: OdsCode.parse(odsCode),
  pcn: named(pcn),
  subIcb: named(subIcb),
});
const named = (code: string | undefined) =>
  code === undefined ? undefined : { code, name: `Group ${code}` };

describe('counts', () => {
  const told = {
    contact: 'Sam',
    channel: 'sms',
    recipient: 'a',
    person: 'b',
    turn: 0,
    messageTurn: 0,
    update: 1,
  };
  const at = '2024-07-19T07:50:00Z';
  const practices = [
    practice('Z00001', {
      firstSentAt: at,
      told: [{ ...told, delivered: { update: 1, at } }],
      replies: [said('07:55', { down: 'down', status: 'limited', needs: 'Paper forms' })],
    }),
    practice('Z00002', { firstSentAt: at, replies: [said('08:01', { down: 'partly' })] }),
    practice('Z00003', { listSize: null, replies: [said('08:01', { note: 'Lines down' })] }),
    practice('Z00004', { listSize: 5000, firstSentAt: at }),
    practice('Z00005', {
      replies: [said('08:00', { down: 'down' }), said('08:20', { down: 'back', needs: 'Tea' })],
    }),
  ];
  const roster = [
    row('Z00001', 'U2', 'S1'),
    row('Z00002', 'U1', 'S1'),
    row('Z00003', undefined, 'S1'),
    row('Z00004', 'U1'),
  ];
  const report = sitrep(declared({}), practices, roster, shown);

  test('of each practice its own word; who says nothing is not heard, and never working', () => {
    expect(report.counts).toEqual({
      practices: 5,
      patients: 8000,
      told: 3,
      delivered: 1,
      heard: 4,
      notHeard: 1,
      down: 1,
      partly: 1,
      working: 0,
      back: 1,
      normal: 0,
      coping: 0,
      limited: 1,
      closed: 0,
      asksForHelp: 1,
      patientsDown: 2000,
      patientsNotHeard: 5000,
      withoutListSize: 1,
    });
    expect(report).toMatchObject({ outage: { icb: 'QZZ', status: 'open' }, opel: null });
  });

  test('by PCN and by sub-ICB location of the register now; who has left it comes last', () => {
    const groups = (by: IcbSitrep['byPcn']) =>
      by?.map(({ code, name, practices: many, notHeard }) => [code, name, many, notHeard]);
    expect(groups(report.byPcn)).toEqual([
      ['U1', 'Group U1', 2, 1],
      ['U2', 'Group U2', 1, 0],
      [null, 'no PCN recorded', 1, 0],
      [null, 'not in the register now', 1, 0],
    ]);
    expect(groups(report.bySubIcb)).toEqual([
      ['S1', 'Group S1', 3, 0],
      [null, 'no sub-ICB location recorded', 1, 1],
      [null, 'not in the register now', 1, 0],
    ]);
  });

  test('while the roster cannot be read, all is counted but by no group', () => {
    const unread = sitrep(declared({}), practices, undefined, shown);
    expect(unread).toEqual({ ...report, byPcn: null, bySubIcb: null });
    expect(sitrepCsv(unread)).toContain('the roster cannot be read,not known,not known');
  });

  test('by the quarters of the clock since the declaration, each by its latest word then', () => {
    const [none, first, second, third] = [
      { heard: 0, down: 0, partly: 0, working: 0, back: 0 },
      { heard: 4, down: 2, partly: 1, working: 0, back: 0 },
      { heard: 4, down: 2, partly: 1, working: 0, back: 0 },
      { heard: 4, down: 1, partly: 1, working: 0, back: 1 },
    ];
    expect(report.byTime).toEqual([
      { at: '2024-07-19T07:45:00.000Z', ...none },
      { at: '2024-07-19T08:00:00.000Z', ...first, heard: 2, partly: 0 },
      { at: '2024-07-19T08:15:00.000Z', ...second },
      { at: '2024-07-19T08:30:00.000Z', ...third },
    ]);
  });

  test('as OPEL levels where the profile asks for it, with those that nobody can place', () => {
    const statuses = ['normal', 'coping', 'limited', 'closed', 'closed'];
    const all = statuses.map((status, index) =>
      practice(`Z0000${index}`, { replies: [said('08:00', { status })] }),
    );
    const silent = [practice('Z00008', { replies: [said('08:00', {})] }), practice('Z00009')];
    const { opel } = sitrep(declared({}), [...all, ...silent], [], { ...shown, opel: true });
    expect(opel).toEqual({ opel1: 1, opel2: 1, opel3: 1, opel4: 2, notSaid: 1, notHeard: 1 });
  });
});

const anyReply = fc
  .record({
    down: fc.constantFrom('down', 'partly', 'working', 'back', undefined),
    status: fc.constantFrom('normal', 'coping', 'limited', 'closed', undefined),
    needs: fc.constantFrom('Paper forms', undefined),
    minute: fc.integer({ min: 0, max: 59 }),
  })
  .map(({ minute, ...answer }) => said(`08:${String(minute).padStart(2, '0')}`, answer));
const group = fc.constantFrom('1', '2', '3', undefined);
const world = fc.array(
  fc.record({
    replies: fc.array(anyReply, { maxLength: 3 }),
    listSize: fc.option(fc.nat(20_000)),
    firstSentAt: fc.constantFrom('2024-07-19T07:50:00Z', undefined),
    place: fc.option(fc.record({ pcn: group, subIcb: group })),
  }),
  { maxLength: 12 },
);

test('the totals are the sum over PCNs and over sub-ICB locations', () => {
  fc.assert(
    fc.property(world, (made) => {
      const codes = made.map((_, index) => `Z${String(index).padStart(5, '0')}`);
      const practices = made.map(({ replies, listSize, firstSentAt }, index) =>
        practice(codes[index]!, { replies, listSize, firstSentAt }),
      );
      const roster = made.flatMap(({ place }, index) =>
        place ? [row(codes[index]!, place.pcn, place.subIcb)] : [],
      );
      const report = IcbSitrep.parse(
        sitrep(declared({}), practices, roster, { ...shown, opel: true }),
      );
      const { counts, byPcn, bySubIcb, opel } = report;
      for (const groups of [byPcn!, bySubIcb!])
        for (const [key, total] of Object.entries(counts)) {
          const parts = groups.map((each) => each[key as keyof typeof counts]);
          expect([key, parts.reduce((sum, part) => sum + part, 0)]).toEqual([key, total]);
        }
      expect(counts.heard + counts.notHeard).toBe(counts.practices);
      expect(Object.values(opel!).reduce((sum, part) => sum + part, 0)).toBe(counts.practices);
    }),
  );
});

test('as CSV: the total, then a PCN a row; a formula is made plain, an exercise says so', () => {
  const outage = declared({ title: 'EMIS, down', exercise: true });
  const places = [{ ...row('Z00001'), pcn: { code: 'U1', name: '=HYPERLINK("x")' } }];
  const csv = sitrepCsv(sitrep(outage, [practice('Z00001')], places, shown));
  const [heading, total, pcn, ...rest] = csv.split('\r\n');
  expect(heading).toMatch(/^\uFEFFPCN code,PCN,Practices,Registered patients,Told,/);
  expect(total).toBe(
    ',Total,1,1000,0,0,0,1,0,0,0,0,0,0,0,0,0,0,1000,0,"EXERCISE. EMIS, down",2024-07-19T08:35:00.000Z',
  );
  expect(pcn).toMatch(/^U1,"'=HYPERLINK\(""x""\)",1,1000,/);
  expect(rest).toEqual(['']);
});
