import { describe, expect, test } from '@jest/globals';
import { boardRow } from './board-row.ts';
import { board } from './board.ts';
import { alerted, declared } from './outage.fixture.ts';

import type { AlertedPractice } from './alerted-practice.ts';
import type { ReplyGiven } from './answers.ts';
import { ReplyGiven as Given, Reply } from './answers.ts';

function reply(by: string, time: string, answer: object): ReplyGiven {
  return Given.parse({ by, at: `2024-07-19T${time}:00Z`, update: 1, late: false, ...answer });
}

const practice = (changes: Partial<AlertedPractice>): AlertedPractice => ({
  ...alerted,
  ...changes,
});
const now = new Date('2024-07-19T08:10:00Z');
const chasing = { outage: declared({}), ringAfter: 30, now };
const shown = { sending: { stopped: false, stops: [] }, ringAfter: 30, now };
const rowOf = (changes: Partial<AlertedPractice>) => boardRow(practice(changes), chasing);
const answered = (...replies: ReplyGiven[]) => rowOf({ replies });

test('a message that the provider does not take waits, and the practice is to be rung', () => {
  const waiting = { since: '2024-07-19T07:50:00Z', reason: 'ThrottlingException' };
  const row = rowOf({ waiting, switchboard: '01632 960123' });
  expect(row).toMatchObject({
    alert: 'waiting',
    waiting,
    chase: { state: 'ring', numbers: ['01632 960123'] },
  });
  expect(board(declared({}), [practice({ waiting })], null, shown).counts.waiting).toBe(1);
});

describe('answers', () => {
  test('the worst of what each contact said last is shown, with who said it', () => {
    const row = answered(
      reply('Sam, manager', '08:00', { down: 'working', note: 'All well' }),
      reply('Ali, partner', '08:05', { down: 'partly', status: 'coping', needs: 'A locum' }),
      reply('Kim, nurse', '08:10', { down: 'back', status: 'limited' }),
    );
    expect(row).toMatchObject({
      down: 'partly',
      status: 'limited',
      answeredBy: 'Ali, partner',
      needs: 'A locum',
      note: 'All well',
      acknowledgedAt: '2024-07-19T08:00:00Z',
    });
  });

  test('a contact who answers again has changed their mind; another question adds to it', () => {
    const row = answered(
      reply('Sam, manager', '08:00', { down: 'down' }),
      reply('Sam, manager', '08:01', { status: 'coping' }),
      reply('Sam, manager', '09:00', { down: 'back' }),
    );
    expect(row).toMatchObject({ down: 'back', status: 'coping' });
  });

  test('two contacts of one name and role are two: the worse is shown, and each may change their mind', () => {
    const [one, other] = ['a', 'b'].map(
      (person) => (time: string, answer: object) =>
        reply('Sam, manager', time, { person, ...answer }),
    );
    const down = one!('08:00', { down: 'down', needs: 'A locum' });
    const works = other!('08:05', { down: 'working' });
    expect(answered(down, works)).toMatchObject({ down: 'down', needs: 'A locum' });
    expect(answered(down, works, one!('09:00', { down: 'back' })).down).toBe('back');
    // What an earlier release kept, or was said by telephone, is not another person's.
    const before = reply('Sam, manager', '07:50', { down: 'down' });
    expect(answered(before, works)).toMatchObject({ down: 'working' });
  });

  test('a note alone is an answer, and leaves what was said before as it was', () => {
    expect(answered(reply('Sam, manager', '08:00', { note: 'Lines down' }))).toMatchObject({
      acknowledgedAt: '2024-07-19T08:00:00Z',
      down: null,
      note: 'Lines down',
      chase: { state: 'none' },
    });
    const row = answered(
      reply('Sam, manager', '08:00', { down: 'down', status: 'limited' }),
      reply('Sam, manager', '09:00', { note: 'Lines down' }),
    );
    expect(row).toMatchObject({ down: 'down', status: 'limited', note: 'Lines down' });
  });

  test('heard by telephone, it is shown beside those by link, with who heard it', () => {
    const heard = reply('Dr A, GP', '08:05', { down: 'down', heardBy: 'Kim, desk' });
    expect(answered(heard, reply('Sam, manager', '08:10', { down: 'working' }))).toMatchObject({
      down: 'down',
      answeredBy: 'Dr A, GP',
      heardBy: 'Kim, desk',
      acknowledgedAt: '2024-07-19T08:05:00Z',
      chase: { state: 'none' },
    });
    expect(answered(heard, reply('Dr A, GP', '08:10', { down: 'working' }))).toMatchObject({
      down: 'working',
      heardBy: null,
    });
  });

  test('whoever says that it is down, and what it needs, is shown with its number', () => {
    const help = (answer: object) => answered(reply('Sam, manager', '08:00', answer)).chase;
    const numbers = ['01632 960001'];
    expect(help({ down: 'down', needs: 'A locum' })).toMatchObject({ state: 'help', numbers });
    expect(help({ down: 'partly', needs: 'A locum' })).toMatchObject({ state: 'help', numbers });
    expect(help({ down: 'down' })).toMatchObject({ state: 'none', numbers: [] });
    expect(help({ down: 'working', needs: 'A locum' })).toMatchObject({
      state: 'none',
      numbers: [],
    });
  });

  test.each([{}, { note: '' }, { note: ' ', needs: '' }])('%p is no answer', (nothing) => {
    expect(Reply.safeParse(nothing).success).toBe(false);
  });

  test('an answer after the end is marked late, in whatever order answers are kept', () => {
    const late = reply('Sam, manager', '18:00', { down: 'down', late: true });
    expect(answered(late, reply('Sam, manager', '08:00', { down: 'working' }))).toMatchObject({
      down: 'down',
      late: true,
      acknowledgedAt: '2024-07-19T08:00:00Z',
    });
  });
});

test.each<[string, Partial<AlertedPractice>, string, object]>([
  ['not sent yet', {}, 'pending', { state: 'waiting', numbers: [] }],
  [
    'one channel failed, the other sent',
    { failedAt: '2024-07-19T08:00:00Z', firstSentAt: '2024-07-19T08:00:01Z' },
    'sent',
    { state: 'waiting', numbers: [] },
  ],
  [
    'failed',
    { failedAt: '2024-07-19T08:00:00Z' },
    'failed',
    { state: 'ring', numbers: ['01632 960001'] },
  ],
  [
    'nobody to message',
    { channels: [] },
    'unreachable',
    { state: 'ring', numbers: ['01632 960001'] },
  ],
  [
    'nobody to message, but heard',
    { channels: [], replies: [reply('Sam, manager', '08:00', { down: 'down' })] },
    'unreachable',
    { state: 'none', numbers: [] },
  ],
])('alert and chase: %s', (_, changes, alert, chase) => {
  expect(rowOf(changes)).toMatchObject({ alert, chase });
});

test('counts exposed, confirmed down, working, not heard, unreachable', () => {
  const says = (down: string): Partial<AlertedPractice> => ({
    replies: [reply('Sam, manager', '08:00', { down })],
  });
  const status = { replies: [reply('Sam, manager', '08:00', { status: 'coping' })] };
  const all = [
    says('down'),
    says('partly'),
    says('working'),
    says('back'),
    status,
    {},
    { channels: [] },
  ];
  expect(board(declared({}), all.map(practice), null, shown).counts).toEqual({
    exposed: 7,
    asked: 0,
    confirmedDown: 2,
    working: 2,
    notHeard: 2,
    unreachable: 1,
    waiting: 0,
    delivered: 0,
    toRing: 1,
  });
});

test('a mailbox that took a message and bounced it then was not reached', () => {
  const row = rowOf({
    firstSentAt: '2024-07-19T07:46:00Z',
    told: [
      {
        channel: 'email',
        recipient: 'b1',
        contact: 'Sam Fictional, Manager',
        person: 'p1',
        turn: 0,
        messageTurn: 0,
        update: 1,
        delivered: { update: 1, at: '2024-07-19T07:46:10Z' },
        undelivered: { update: 1, at: '2024-07-19T07:50:00Z', reason: 'There is no such mailbox' },
      },
    ],
  });
  expect(row).toMatchObject({ alert: 'failed', deliveredAt: null, chase: { state: 'ring' } });
});

test('who was told stands in one order, whichever the store gives', () => {
  const told = (turn: number, channel: 'sms' | 'email') => ({
    channel,
    recipient: `${channel}${turn}`,
    contact: `Person ${turn}`,
    person: `p${turn}`,
    turn,
    messageTurn: turn,
    update: 1,
    acceptedAt: '2024-07-19T07:46:00Z',
  });
  const all = [told(1, 'sms'), told(0, 'sms'), told(1, 'email'), told(0, 'email')];
  const inOrder = rowOf({ told: all }).told;
  expect(inOrder.map(({ contact, channel }) => `${contact} ${channel}`)).toEqual([
    'Person 0 email',
    'Person 0 sms',
    'Person 1 email',
    'Person 1 sms',
  ]);
  expect(rowOf({ told: all.toReversed() }).told).toEqual(inOrder);
});
