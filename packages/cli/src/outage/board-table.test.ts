import { describe, expect, test } from '@jest/globals';
import { totals } from '../exposure/exposure.fixture.ts';
import { boardWith, chase, row } from './board.fixture.ts';
import { boardCsv, boardHeadline, boardTable, worstFirst } from './board-table.ts';
import { outage } from './outage.fixture.ts';

const now = new Date('2024-07-19T08:00:00Z');
const answered = (odsCode: string, changes: object) =>
  row(odsCode, {
    acknowledgedAt: '2024-07-19T07:20:00Z',
    answeredBy: 'Sam Fictional, Practice manager',
    chase: chase({}),
    ...changes,
  });
const unreachable = row('Z00004', {
  alert: 'unreachable',
  firstSentAt: null,
  chase: chase({ state: 'ring', numbers: ['+441632960001'] }),
});
const practices = [
  answered('Z00001', { down: 'working', status: 'normal' }),
  answered('Z00002', { down: 'down', status: 'coping', needs: 'paper \u001B[2Jforms' }),
  row('Z00003'),
  unreachable,
  answered('Z00005', { down: 'working', status: 'closed' }),
  answered('Z00006', { down: 'partly', status: 'normal', note: '=HYPERLINK("x")' }),
];
const board = boardWith({
  outage: outage({ totals: totals() }),
  counts: {
    exposed: 6,
    confirmedDown: 2,
    working: 2,
    notHeard: 2,
    unreachable: 1,
    delivered: 4,
    toRing: 1,
  },
  practices,
});

test('worst first: its own word, then nobody’s word, then those that are well', () => {
  expect(worstFirst(practices).map(({ odsCode }) => odsCode)).toEqual([
    'Z00002',
    'Z00005',
    'Z00006',
    'Z00004',
    'Z00003',
    'Z00001',
  ]);
});

describe('the headline', () => {
  test('keeps exposed, confirmed, working and not heard apart', () => {
    expect(boardHeadline(board, now)).toContain(
      '6 practices may be affected: 2 confirmed down, 2 working or back, 2 not heard, of whom no message can reach 1.',
    );
    expect(boardHeadline(board, now)).toContain('next update 10:30.');
  });

  test('shouts about messages that no provider takes', () => {
    const waiting = { since: '2024-07-19T07:50:00Z', reason: 'ThrottlingException' };
    const counts = { ...board.counts, waiting: 1 };
    const rows = [row('Z00009', { alert: 'waiting', waiting })];
    const stuck = { ...board, counts, practices: rows };
    expect(boardHeadline(stuck, now)).toContain(
      'THE PROVIDER TAKES NO MESSAGE for 1 practice since 08:50 (ThrottlingException).',
    );
    expect(boardTable(stuck, now)).toContain('waits for the provider since 08:50');
    expect(boardHeadline(board, now)).not.toContain('PROVIDER');
  });

  test('shows a promise that was not kept', () => {
    expect(boardHeadline(board, new Date('2024-07-19T09:31:00Z'))).toContain('10:30 (OVERDUE)');
  });
});

test('the table gives numbers as dialled and lets no practice write to the terminal', () => {
  const table = boardTable(board, now);
  expect(table).toContain('01632960001');
  expect(table).toContain('Sam Fictional, Practice manager, first heard 08:20');
  expect(table).toContain('paper  [2Jforms');
  expect(table).not.toContain('\u001B[2J');
});

test('what was heard by telephone says so', () => {
  const heard = { heardBy: 'Kim, desk', down: 'down' };
  const table = boardTable({ ...board, practices: [answered('Z00001', heard)] }, now);
  expect(table).toContain(
    'Sam Fictional, Practice manager by telephone to Kim, desk, first heard 08:20',
  );
});

test('the CSV runs nothing in a spreadsheet', () => {
  const lines = boardCsv(board).split('\r\n');
  expect(lines).toHaveLength(8);
  expect(lines[1]).toMatch(/^Z00002,/);
  expect(lines[3]).toContain(`"'=HYPERLINK(""x"")"`);
});
