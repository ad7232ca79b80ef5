import { describe, expect, test } from '@jest/globals';
import { Sending } from '@registry/domain';
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

  test('tells whom a receipt says was reached from who is to be rung, and where their list is', () => {
    expect(boardHeadline(board, now)).toContain(
      `\n4 known to be reached, by receipt; 1 to be rung: registry outage chase ${board.outage.id} --icb QZZ`,
    );
  });

  test('says nothing of them to NHS England, which sees no practice', () => {
    const counted = boardHeadline({ ...board, practices: [] }, now);
    expect(counted).not.toContain('by receipt');
    expect(counted).not.toContain('chase');
  });

  test('begins with a stop, before all else', () => {
    const stop = { icb: 'QZZ', reason: 'Wrong product.', at: '2024-07-19T07:50:00Z' };
    const stopped = { ...board, sending: Sending.parse({ stopped: true, stops: [stop] }) };
    expect(boardHeadline(stopped, now)).toMatch(/^SENDING IS STOPPED by QZZ since 08:50: Wrong/);
    expect(boardHeadline(board, now)).not.toContain('STOPPED');
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

/** What the table shows of one practice, its lines as one. */
const shown = (changes: object) =>
  boardTable({ ...board, practices: [row('Z00001', changes)] }, now).replace(/[\s│|]+/g, ' ');
const told = (changes: object = {}) => ({
  contact: 'Sam Fictional, Practice manager',
  channel: 'sms',
  turn: 0,
  update: 1,
  state: 'accepted',
  at: '2024-07-19T06:46:00Z',
  reason: null,
  ...changes,
});
const failed = (channel: string, reason: string) => told({ channel, state: 'undelivered', reason });

describe('what became of a practice’s alert', () => {
  test('is sent, with when, until a receipt says that it has arrived, and when', () => {
    expect(shown({})).toContain('sent 07:46');
    const arrived = shown({ deliveredAt: '2024-07-19T06:47:00Z', told: [told()] });
    expect(arrived).toContain('delivered 07:47');
    expect(arrived).not.toContain('sent 07:46');
  });

  test('has the reason of each message that did not arrive, by its channel', () => {
    const one = shown({
      deliveredAt: '2024-07-19T06:47:00Z',
      told: [failed('sms', 'It is blocked'), told({ channel: 'email', state: 'delivered' })],
    });
    expect(one).toContain('delivered 07:47');
    expect(one).toContain('sms: It is blocked');
    expect(one).not.toContain('email:');
    const none = shown({
      alert: 'failed',
      told: [failed('sms', 'It is blocked'), failed('email', 'It is full')],
    });
    expect(none).toContain('failed');
    expect(none).toContain('sms: It is blocked');
    expect(none).toContain('email: It is full');
  });

  test('is being sent, or goes to nobody, without a time', () => {
    expect(shown({ alert: 'pending', firstSentAt: null })).toContain('being sent ');
    expect(shown({ alert: 'unreachable', firstSentAt: null })).toContain('no contact ');
  });

  test('lets no reason write to the terminal', () => {
    expect(shown({ told: [failed('sms', 'a\u001B[2J')] })).not.toContain('\u001B');
  });
});

describe('who rings a practice', () => {
  const ringing = (changes: object) =>
    shown({ chase: chase({ state: 'ring', numbers: ['+441632960001'], ...changes }) });

  test('is named beside the number, and writes nothing to the terminal', () => {
    const text = ringing({ state: 'claimed', claimedBy: 'Asha \u001B[2J' });
    expect(text).toContain('01632960001');
    expect(text).toContain('Asha [2J is ringing');
  });

  test('or who rang it last in vain, when, and how often that was', () => {
    const rung = { rungAt: '2024-07-19T07:30:00Z', rungBy: 'Ben' };
    expect(ringing({ ...rung, times: 1 })).toContain('rung once, last 08:30 by Ben');
    expect(ringing({ ...rung, times: 3 })).toContain('rung 3 times, last 08:30 by Ben');
    expect(ringing({})).not.toContain('rung');
  });
});

test('who is partly down comes before who is to be rung, and they before who is waited for', () => {
  const rows = [
    row('Z00001'),
    row('Z00002', { chase: chase({ state: 'ring' }) }),
    answered('Z00003', { down: 'partly', needs: 'Forms', chase: chase({ state: 'help' }) }),
  ];
  expect(worstFirst(rows).map(({ odsCode }) => odsCode)).toEqual(['Z00003', 'Z00002', 'Z00001']);
});

test('the CSV says what arrived, what did not and why, and who rings, a cell for each head', () => {
  const ringer = { claimedBy: '=Asha', rungAt: '2024-07-19T07:30:00Z', rungBy: 'Ben', times: 1 };
  const practice = row('Z00001', {
    deliveredAt: '2024-07-19T06:47:00Z',
    told: [told(), failed('sms', 'It is blocked'), failed('email', 'It is full')],
    chase: chase({ state: 'claimed', numbers: ['+441632960001'], ...ringer }),
  });
  const [head = [], line = []] = boardCsv({ ...board, practices: [practice] })
    .replace('\uFEFF', '')
    .split('\r\n')
    .map((each) => each.split(','));
  const cells = Object.fromEntries(head.map((name, index) => [name, line[index]]));
  expect(line).toHaveLength(head.length);
  expect(cells).toMatchObject({
    Delivered: '2024-07-19T06:47:00Z',
    'Not delivered': 'sms: It is blocked; email: It is full',
    Chase: 'claimed',
    Ring: '01632960001',
    'Being rung by': "'=Asha",
    'Last rung': '2024-07-19T07:30:00Z',
  });
});
