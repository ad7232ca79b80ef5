import { describe, expect, test } from '@jest/globals';
import { PracticeRecord } from '../register/record.ts';
import { catalogue } from '../catalogue/catalogue.fixture.ts';
import { countTotals } from '../exposure/totals.ts';
import { declared } from '../outage/outage.fixture.ts';
import { profile, sources as message } from './message.fixture.ts';
import type { ConcernedPractice, PreviewSources } from './preview.ts';
import { previewOf } from './preview.ts';

const now = new Date('2024-07-19T06:45:00Z');
const sam = { name: 'Sam Fictional', role: 'Practice manager' };
const both = { ...sam, mobile: '07700 900001', email: 'sam@example.nhs.uk' };

function record(odsCode: string, contacts: object[], continuity: object = {}): PracticeRecord {
  return PracticeRecord.parse({
    odsCode,
    icb: 'QZZ',
    version: 1,
    directory: {
      odsCode,
      name: 'Invented Surgery',
      telephone: '01632 960001',
      systems: [],
      provenance: {},
    },
    supplied: { systems: [], contacts, continuity, at: '2024-07-01T09:00:00Z' },
  });
}

function concerned(
  contacts: object[] | undefined,
  changes: Partial<ConcernedPractice['practice']> = {},
): ConcernedPractice {
  const practice = { ...message.practice, ...changes };
  return {
    practice,
    outage: declared({}),
    profile,
    record: contacts && record(practice.odsCode, contacts),
  };
}

const sources: PreviewSources = {
  concerned: Array.from({ length: 45 }, () => concerned([both])),
  totals: countTotals([]),
  repeats: 0,
  confirmPractices: undefined,
  update: message.update,
  notes: [],
  catalogue,
  national: false,
  settings: {
    publicUrl: 'https://registry.example.nhs.uk/api',
    perSecond: { sms: 20, email: 14 },
    pencePerSegment: 4,
  },
  now,
};

describe('a preview', () => {
  const preview = previewOf({
    ...sources,
    concerned: [
      ...sources.concerned,
      concerned([], { odsCode: message.practice.odsCode, name: 'Silent' }),
    ],
  });

  test('counts by channel, and names whom no message can reach', () => {
    expect(preview.alerts).toEqual({ sms: 45, email: 45, unreachable: 1 });
    expect(preview.unreachable).toEqual([
      expect.objectContaining({ name: 'Silent', numbers: ['01632 960001'] }),
    ]);
  });

  test('says when all would be out, by the slower channel', () => {
    expect(preview.allOut).toEqual({ seconds: 4, by: '2024-07-19T06:45:04.000Z' });
  });

  test('counts segments, and what they cost', () => {
    expect(preview.texts).toEqual({ bySegments: { 2: 45 }, segments: 90, pence: 360 });
  });

  test('shows one real text for practices hit alike, and an email', () => {
    expect(preview.messages.map(({ channel, to }) => [channel, to])).toEqual([
      ['sms', 'Sam Fictional, Practice manager'],
      ['email', 'Sam Fictional, Practice manager'],
    ]);
    const [sms, email] = preview.messages;
    expect(sms).toMatchObject({ segments: 2 });
    expect(sms?.text).toContain('https://registry.example.nhs.uk/api/reply/XXXXXXXXXXXXXXXX');
    expect(email?.subject).toBe('EMIS Web is down: Example Surgery may be affected – NHS Example');
  });

  test('names the advice that is left out for want of approval', () => {
    expect(preview.adviceLeftOut).toEqual(['unapproved', 'overdue']);
  });
});

test('no more than three texts and one email are shown, of practices hit differently', () => {
  const [first] = message.practice.impacts;
  const hit = (product: string) => concerned([both], { impacts: [{ ...first!, product }] });
  const ways = ['emis-web', 'econsult', 'docman', 'ice', 'emis-web'].map(hit);
  const { messages } = previewOf({ ...sources, concerned: ways });
  expect(messages.map(({ channel }) => channel)).toEqual(['sms', 'sms', 'sms', 'email']);
});

test('NHSmail is no way to reach a practice whose email is hit: ring it', () => {
  const [first] = message.practice.impacts;
  const touched = { impacts: [{ ...first!, role: 'email', product: 'nhsmail' }] };
  const practice = concerned([{ ...sam, email: 'sam@nhs.net' }], touched);
  const { alerts, unreachable } = previewOf({ ...sources, concerned: [practice] });
  expect(alerts).toEqual({ sms: 0, email: 0, unreachable: 1 });
  expect(unreachable[0]?.numbers).toEqual(['01632 960001']);
});

test('a channel that is not used counts for nobody, yet makes no practice unreachable', () => {
  const update = { ...message.update, notify: 'email' as const };
  const practices = [concerned([{ ...sam, mobile: '07700 900001' }]), concerned([])];
  const preview = previewOf({ ...sources, update, concerned: practices });
  expect(preview.alerts).toEqual({ sms: 0, email: 0, unreachable: 1 });
  expect(preview.allOut).toBeNull();
  expect(preview.messages).toEqual([]);
});

test('for NHS England contacts stay unseen, and rosters say who can be reached', () => {
  const practice = { ...concerned(undefined), profile: undefined };
  const preview = previewOf({ ...sources, national: true, concerned: [practice] });
  expect(preview).toMatchObject({
    alerts: { sms: 1, email: 1, unreachable: 0 },
    hasProfile: null,
    adviceLeftOut: [],
  });
  expect(preview.messages.map(({ to }) => to)).toEqual([null, null]);
  expect(preview.messages[0]?.text).toMatch(/^NHS Fictional:/);
});

test('an ICB without a profile is told so', () => {
  const practice = { ...concerned([both]), profile: undefined };
  expect(previewOf({ ...sources, concerned: [practice] }).hasProfile).toBe(false);
});

test('an exercise says so first in every message', () => {
  const practice = { ...concerned([both]), outage: declared({ exercise: true }) };
  const { exercise, messages } = previewOf({ ...sources, concerned: [practice] });
  expect(exercise).toBe(true);
  expect(messages[0]?.text).toMatch(/^EXERCISE\. /);
  expect(messages[1]?.subject).toMatch(/^EXERCISE: /);
});
