import { describe, expect, test } from '@jest/globals';
import type { AlertedPractice } from '../outage/alerted-practice.ts';
import type { ReplyGiven } from '../outage/answers.ts';
import { alerted, declared } from '../outage/outage.fixture.ts';
import type { ToldContact } from '../outage/told-contact.ts';
import { ChasePlan, defaultChasePlan } from './chase-plan.ts';
import { nextStep } from './escalation.ts';

const start = Date.parse('2024-07-19T07:45:00Z');
/** So many minutes after the first message. */
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();

/** A contact who was told by text, but for what the case changes. */
const told = (changes: Partial<ToldContact>): ToldContact => ({
  channel: 'sms',
  recipient: 'a1',
  contact: 'Sam Fictional, Practice manager',
  person: 'p1',
  turn: 0,
  messageTurn: changes.turn ?? 0,
  update: 1,
  acceptedAt: at(0),
  ...changes,
});
const delivered = { delivered: { update: 1, at: at(1) } };
const undelivered = { undelivered: { update: 1, at: at(1), reason: 'The mailbox is full' } };

/** A practice of three people, the first of whom was told, but for what the case changes. */
const practice = (changes: Partial<AlertedPractice>): AlertedPractice => ({
  ...alerted,
  people: 3,
  firstSentAt: at(0),
  told: [told({})],
  ...changes,
});
const stepAt = (
  minutes: number,
  changes: Partial<AlertedPractice>,
  outage: object = {},
  plan = defaultChasePlan,
) => nextStep(declared(outage), practice(changes), plan, new Date(at(minutes)));
const lookAt = (minutes: number) => ({ lookAt: new Date(at(minutes)) });

describe('the next contact is turned to', () => {
  test('fifteen minutes after the first message where it has arrived and nobody answers', () => {
    const arrived = { told: [told(delivered)] };
    expect(stepAt(2, arrived)).toEqual(lookAt(15));
    expect(stepAt(14, arrived)).toEqual(lookAt(15));
    expect(stepAt(15, arrived)).toEqual({ turn: 1 });
  });

  test('ten minutes after it without a receipt', () => {
    expect(stepAt(9, {})).toEqual(lookAt(10));
    expect(stepAt(10, {})).toEqual({ turn: 1 });
  });

  test('at once where nothing has reached anybody', () => {
    expect(stepAt(1, { told: [told(undelivered)] })).toEqual({ turn: 1 });
    const email = told({ channel: 'email', recipient: 'b1', ...undelivered });
    expect(stepAt(1, { told: [told(undelivered), email] })).toEqual({ turn: 1 });
  });

  test('later where one of two messages has arrived, or may still', () => {
    const email = (receipt: object) => told({ channel: 'email', recipient: 'b1', ...receipt });
    expect(stepAt(2, { told: [told(undelivered), email(delivered)] })).toEqual(lookAt(15));
    expect(stepAt(2, { told: [told(undelivered), email({})] })).toEqual(lookAt(10));
  });

  test('at once where a mailbox took a message and bounced it then', () => {
    expect(stepAt(2, { told: [told({ ...delivered, ...undelivered })] })).toEqual({ turn: 1 });
  });

  test('of those after by when their turn began, and by what became of their own messages', () => {
    const turn = { number: 1, at: at(15) };
    const first = told(delivered);
    const second = (receipt: object) =>
      told({ recipient: 'a2', person: 'p2', turn: 1, acceptedAt: at(16), ...receipt });
    const after = (minutes: number, receipt: object) =>
      stepAt(minutes, { turn, told: [first, second(receipt)] });
    expect(after(17, {})).toEqual(lookAt(25));
    expect(after(17, delivered)).toEqual(lookAt(30));
    expect(after(17, undelivered)).toEqual({ turn: 2 });
    expect(after(30, delivered)).toEqual({ turn: 2 });
  });

  test('after the minutes of the outage’s severity', () => {
    const plan = ChasePlan.parse({ minor: { undeliveredAfter: 60, unansweredAfter: 90 } });
    const minor = (minutes: number, changes: object) =>
      stepAt(minutes, changes, { severity: 'minor' }, plan);
    expect(minor(20, {})).toEqual(lookAt(60));
    expect(minor(20, { told: [told(delivered)] })).toEqual(lookAt(90));
    expect(stepAt(20, {}, { severity: 'major' }, plan)).toEqual({ turn: 1 });
  });
});

test('an update to whose turn it is takes nothing from what is known of that turn', () => {
  const turn = { number: 1, at: at(3) };
  const first = told(undelivered);
  // Person 2 was turned to after 3 minutes, and got the next update as well.
  const second = told({
    recipient: 'a2',
    person: 'p2',
    turn: 1,
    messageTurn: 0,
    update: 2,
    delivered: { update: 2, at: at(12) },
  });
  expect(stepAt(13, { turn, told: [first, second] })).toEqual(lookAt(18));
});

describe('once an outage has been opened again', () => {
  const reopened = { reopenedAt: at(180) };
  const reply: ReplyGiven = { down: 'down', at: at(5), by: 'Sam', update: 1, late: false };

  test('the time runs from then, and an answer from before its end stops nothing', () => {
    const answered = { told: [told(delivered)], replies: [reply] };
    expect(stepAt(182, answered, reopened)).toEqual(lookAt(195));
    expect(stepAt(196, answered, reopened)).toEqual({ turn: 1 });
    expect(stepAt(196, answered)).toBe('nothing');
  });

  test('an answer to that stops it', () => {
    const answered = { told: [told(delivered)], replies: [{ ...reply, at: at(181) }] };
    expect(stepAt(196, answered, reopened)).toBe('nothing');
  });
});

describe('an alert that has not gone out', () => {
  const email = { since: at(1), reason: 'ThrottlingException' };

  test('keeps nobody from being heard, whose turn it is or whichever channel it goes by', () => {
    const turn = { number: 1, at: at(15) };
    expect(stepAt(25, { turn, told: [told(delivered)], waiting: email })).toEqual(lookAt(27));
    const refused = { told: [told(undelivered)], firstSentAt: undefined, waiting: email };
    expect(stepAt(2, refused)).toEqual(lookAt(4));
  });

  test('is looked at again in two minutes, however long it waits for its provider', () => {
    const waiting = { told: [], waiting: { since: at(1), reason: 'ThrottlingException' } };
    const notOut = { ...waiting, firstSentAt: undefined };
    expect(stepAt(2, notOut)).toEqual(lookAt(4));
    expect(stepAt(600, notOut)).toEqual(lookAt(602));
  });

  test('and never will, since the provider refuses the address, turns to the next at once', () => {
    const refused = told({ acceptedAt: undefined, ...undelivered });
    expect(stepAt(2, { firstSentAt: undefined, told: [refused] })).toEqual({ turn: 1 });
  });
});

describe('in quiet hours', () => {
  const plan = ChasePlan.parse({ quiet: { from: '20:00', to: '07:00' } });
  const silentSince = (sent: string, now: string, severity = 'major') =>
    nextStep(declared({ severity }), practice({ firstSentAt: sent }), plan, new Date(now));

  test('nobody further is turned to: it is asked again a quarter of an hour later', () => {
    expect(silentSince('2024-12-19T19:55:00Z', '2024-12-19T20:05:00Z')).toEqual({
      lookAt: new Date('2024-12-19T20:20:00Z'),
    });
  });

  test('over midnight until the morning, by the clock in London', () => {
    const sent = '2024-07-19T20:00:00Z';
    expect(silentSince(sent, '2024-07-20T05:59:00Z')).toEqual({
      lookAt: new Date('2024-07-20T06:14:00Z'),
    });
    expect(silentSince(sent, '2024-07-20T06:00:00Z')).toEqual({ turn: 1 });
  });

  test('they are turned to nevertheless for what is critical', () => {
    expect(silentSince('2024-12-19T22:00:00Z', '2024-12-19T22:10:00Z', 'critical')).toEqual({
      turn: 1,
    });
  });

  test('what is not due yet is looked at when it is', () => {
    expect(silentSince('2024-12-19T22:00:00Z', '2024-12-19T22:01:00Z')).toEqual({
      lookAt: new Date('2024-12-19T22:10:00Z'),
    });
  });
});

describe('nobody further is turned to', () => {
  const reply: ReplyGiven = {
    down: 'working',
    at: at(5),
    by: 'Sam Fictional, Practice manager',
    update: 1,
    late: false,
  };
  const turn = (number: number) => ({ turn: { number, at: at(15) } });

  test.each([
    ['once somebody has answered', { replies: [reply] }, {}],
    ['once the outage is over', {}, { status: 'resolved' }],
    ['once somebody has rung', { chased: { rungBy: 'Asha', rungAt: at(5), times: 1 } }, {}],
    ['where no message can go', { channels: [], told: [], firstSentAt: undefined }, {}],
    ['where all three have been told', turn(2), {}],
    ['where there is one person', { people: 1 }, {}],
    ['where there is nobody', { people: 0 }, {}],
  ])('%s', (_, changes, outage) => {
    expect(stepAt(60, changes, outage)).toBe('nothing');
  });

  test('nor to a third where an earlier release has not counted the people', () => {
    expect(stepAt(60, { people: undefined })).toEqual({ turn: 1 });
    expect(stepAt(60, { people: undefined, ...turn(1) })).toBe('nothing');
  });

  test('but it goes on while somebody only says that they are ringing, and while it recovers', () => {
    const chased = { claimedBy: 'Asha', claimedAt: at(59), times: 0 };
    expect(stepAt(60, { chased })).toEqual({ turn: 1 });
    expect(stepAt(60, {}, { status: 'recovering' })).toEqual({ turn: 1 });
  });
});
