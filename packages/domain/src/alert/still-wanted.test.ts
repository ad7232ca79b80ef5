import { expect, test } from '@jest/globals';
import type { Notify, OutageStatus, OutageUpdate } from '../outage/outage.ts';
import { alerted, declared, firstUpdate } from '../outage/outage.fixture.ts';
import { whyNotSent } from './still-wanted.ts';

const heard = { firstSentAt: '2024-07-19T07:45:10Z', replies: [] };
const unheard = { replies: [] };
const answered = { replies: alerted.replies.concat({ by: 'Sam' } as never) };

/** Updates with who is told, and the status of each. */
const story = (...told: [OutageStatus, Notify][]): OutageUpdate[] =>
  told.map(([status, notify], index) => ({ ...firstUpdate, number: index + 1, status, notify }));
const why = (
  updates: OutageUpdate[],
  number: number,
  practice: Parameters<typeof whyNotSent>[0]['practice'] = heard,
  channel: 'sms' | 'email' = 'sms',
) => {
  const { status } = updates.at(-1)!;
  const outage = declared({ status, lastUpdate: updates.length });
  return whyNotSent({ outage, update: updates[number - 1]!, updates, practice, channel, turn: 0 });
};

test('only the newest update goes out, whoever has heard what', () => {
  const updates = story(['open', 'all'], ['open', 'all'], ['recovering', 'all']);
  for (const practice of [heard, unheard, answered]) {
    expect([1, 2, 3].map((number) => why(updates, number, practice))).toEqual([
      'Not sent: update 3 came after it',
      'Not sent: update 3 came after it',
      undefined,
    ]);
  }
});

test('an update that goes by email, or to nobody, leaves the text before it wanted', () => {
  const updates = story(['open', 'all'], ['open', 'email'], ['open', 'none']);
  expect([
    why(updates, 1),
    why(updates, 1, heard, 'email'),
    why(updates, 2, heard, 'email'),
  ]).toEqual([undefined, 'Not sent: update 2 came after it', undefined]);
});

test('what is over is told as over or not at all, and to nobody who never heard of it', () => {
  const told = story(['open', 'all'], ['resolved', 'all']);
  expect([why(told, 2), why(told, 2, answered)]).toEqual([undefined, undefined]);
  expect(why(told, 2, unheard)).toBe('Not sent: it ended before this practice had heard of it');
  const quiet = story(['open', 'all'], ['resolved', 'none']);
  expect([why(quiet, 1), why(quiet, 1, unheard)]).toEqual(
    Array(2).fill('Not sent: the outage was over by then'),
  );
});

test('nobody further is turned to once somebody has answered, or has been rung', () => {
  const [update] = story(['open', 'all']);
  const outage = declared({});
  const asked = { outage, update: update!, updates: [update!], channel: 'sms' as const };
  const reply = { at: '2024-07-19T08:00:00Z', by: 'Sam', update: 1, late: false };
  const answered = { ...heard, replies: [reply] };
  expect(whyNotSent({ ...asked, practice: answered, turn: 1 })).toContain('had answered');
  const rung = { ...heard, chased: { rungAt: '2024-07-19T08:00:00Z', times: 1 } };
  expect(whyNotSent({ ...asked, practice: rung, turn: 1 })).toContain('had answered');
  expect(whyNotSent({ ...asked, practice: answered, turn: 0 })).toBeUndefined();
  const again = { ...asked.outage, reopenedAt: '2024-07-19T09:00:00Z' };
  expect(whyNotSent({ ...asked, outage: again, practice: answered, turn: 1 })).toBeUndefined();
});
