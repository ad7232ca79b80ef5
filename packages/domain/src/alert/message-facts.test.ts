import { describe, expect, test } from '@jest/globals';
import { approvedAdvice } from './advice-to-send.ts';
import { messageFacts } from './message-facts.ts';
import { catalogue } from '../catalogue/catalogue.fixture.ts';
import { declared } from '../outage/outage.fixture.ts';
import { note, profile, sources } from './message.fixture.ts';

const now = new Date('2024-07-19T08:00:00Z');

describe('approved advice', () => {
  const ids = (on: string, who = profile): string[] => [
    ...approvedAdvice(catalogue, who, new Date(`${on}T12:00:00Z`)),
  ];

  test('of the catalogue, or of the ICB, and neither overdue', () => {
    expect(ids('2024-07-19')).toEqual(['paper', 'prescribe']);
    expect(ids('2025-06-30')).toEqual(['paper', 'prescribe']);
    expect(ids('2025-07-01')).toEqual(['paper']);
    expect(ids('2026-01-01')).toEqual([]);
    expect([...approvedAdvice(catalogue, undefined, now)]).toEqual(['paper']);
  });

  test('goes out only where the practice is the one to follow it', () => {
    const { advice, recovery } = messageFacts(sources);
    expect(advice).toEqual(['Write on paper.', 'Write prescriptions by hand.']);
    expect(recovery).toEqual(['Enter what you wrote.']);
  });
});

test('says hits, and what each needs of what is in trouble', () => {
  expect(messageFacts(sources).hits).toEqual([
    {
      role: 'clinical system',
      product: 'EMIS Web',
      effect: 'unavailable',
      needs: [],
    },
    {
      role: 'online consultation',
      product: 'eConsult',
      effect: 'unsafe',
      needs: ['EMIS Web'],
    },
  ]);
});

test('has the latest action first, and statements apart', () => {
  const { actions, statements } = messageFacts({
    ...sources,
    notes: [
      note('action', 'One', '08:00'),
      note('statement', 'They know', '08:10'),
      note('action', 'Two', '08:20'),
    ],
  });
  expect(actions).toEqual(['Two', 'One']);
  expect(statements).toEqual([{ by: 'EMIS', text: 'They know', source: undefined }]);
});

test('promises an update only while it is ahead', () => {
  expect(messageFacts(sources).nextUpdate).toBe('10:30');
  const late = new Date('2024-07-19T09:30:00Z');
  expect(messageFacts({ ...sources, now: late }).nextUpdate).toBeUndefined();
});

test('speaks as the ICB’s profile says, or without one in its name and with no number', () => {
  expect(messageFacts(sources)).toMatchObject({ sender: 'NHS Example', phone: '01632 960100' });
  const bare = messageFacts({ ...sources, icb: { name: 'Example ICB', profile: undefined } });
  expect(bare).toMatchObject({ sender: 'Example ICB', phone: undefined, leader: undefined });
  const { declaredBy } = declared({ icb: 'X26', declaredBy: 'X26' });
  const national = { ...sources, outage: { ...sources.outage, declaredBy } };
  expect(messageFacts(national).leader).toBe('NHS England');
});

test('tells the whole story to whoever has not heard it', () => {
  const second = { ...sources.update, number: 2, at: '2024-07-19T09:00:00.000Z' };
  const heard = (firstSentAt?: string) =>
    messageFacts({
      ...sources,
      update: second,
      practice: { ...sources.practice, ...(firstSentAt && { firstSentAt }) },
    }).firstHeard;
  expect(heard()).toBe(true);
  expect(heard('2024-07-19T07:50:00.000Z')).toBe(false);
  // The same update, gone a moment ago by the other channel.
  expect(heard('2024-07-19T09:00:05.000Z')).toBe(true);
});
