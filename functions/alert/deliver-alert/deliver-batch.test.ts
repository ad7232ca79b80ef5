/* eslint-disable @typescript-eslint/require-await -- stand-ins are asynchronous, as stores are */
import { describe, expect, test } from '@jest/globals';
import {
  AlertedPractice,
  AlertMessage,
  IcbProfile,
  Outage,
  PracticeRecord,
  tenantOfItem,
} from '@registry/domain';
import type { ToldContact, Undelivered } from '@registry/domain';
import { PermanentFailure } from '@registry/messaging';
import { addressKeyOf } from '@registry/storage';
import { outage as outageOf, update } from '@registry/testing';
import { deliverBatch } from './deliver-batch.ts';
import type { Delivering } from './delivering.ts';

const start = Date.parse('2026-11-20T10:00:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const outage = outageOf({ icbName: 'NHS Fictional', declaredAt: iso(start) });
const first = update({ message: 'It does not open.', at: iso(start) });
const practice = AlertedPractice.parse({
  odsCode: 'A99001',
  name: 'Example Surgery',
  effect: 'unavailable',
  impacts: [],
  channels: ['sms'],
  publishedUpdate: 1,
  replies: [],
});
const record = PracticeRecord.parse({
  odsCode: 'A99001',
  icb: 'QZZ',
  version: 1,
  directory: { odsCode: 'A99001', name: 'Example Surgery', systems: [], provenance: {} },
  declared: {
    systems: [],
    contacts: [{ name: 'Sam Fictional', role: 'Practice manager', mobile: '07700 900123' }],
    continuity: {},
    at: iso(start),
  },
});
const profile = IcbProfile.parse({ sender: 'NHS Example', phone: '01632 960100' });

interface Held {
  claimedUntil: string;
  sentAt?: string;
  failure?: string;
  text?: string;
}

/** Everything that delivering works with, in memory, with a clock that only waiting moves. */
function world(
  changes: { outage?: Outage; record?: PracticeRecord | undefined; full?: number } = {},
) {
  const state = {
    now: start,
    sent: [] as { to: string; text: string }[],
    held: new Map<string, Held>(),
    marked: {} as { firstSentAt?: string; failedAt?: string; waiting?: object },
    aside: [] as object[],
    stopped: false,
    told: [] as ToldContact[],
    looks: 0,
    known: new Map<string, Undelivered>(),
    asked: 0,
    flagged: [] as object[],
    postponed: {} as Record<string, number>,
    next: (): void => undefined,
  };
  const keyOf = (key: object): string => JSON.stringify(key);
  const end = (key: object, outcome: Partial<Held>) => {
    const before = state.held.get(keyOf(key)) ?? { claimedUntil: '' };
    state.held.set(keyOf(key), { ...before, ...outcome });
  };
  const delivering: Delivering = {
    channel: 'sms',
    perSecond: 2,
    publicUrl: 'https://api.example.nhs.uk/api',
    queue: {
      postpone: async (receipt, ms) => {
        state.postponed[receipt] = ms;
      },
    },
    deadLetters: {
      send: async (work) => {
        state.aside.push(...work.map(({ body }) => body));
      },
    },
    sender: {
      sms: async (to, text) => {
        state.next();
        state.sent.push({ to, text });
        return { providerId: 'one' };
      },
      email: () => Promise.reject(new Error('should not email')),
    },
    records: { read: async () => ('record' in changes ? changes.record : record) },
    outages: {
      read: async () => changes.outage ?? outage,
      readStory: async () => ({ updates: [first], notes: [] }),
    },
    profiles: { read: async () => ({ profile, version: 1 }) },
    products: { list: async () => [] },
    alerts: {
      readPractice: async () => practice,
      markWaiting: async (_tenant, _outage, _key, waiting) => {
        state.marked.waiting ??= waiting;
      },
    },
    reminders: { claim: async () => 'claimed', record: async () => undefined },
    due: {
      lookAt: async () => {
        state.looks += 1;
      },
    },
    flags: {
      list: async () => {
        state.asked += 1;
        return state.known;
      },
      set: async (_tenant, flag) => {
        state.flagged.push(flag);
      },
    },
    deliveries: {
      claim: async (_tenant, _outage, { key, now, leaseUntil, text }) => {
        const before = state.held.get(keyOf(key));
        if (before?.sentAt ?? before?.failure) return 'done-before';
        if (before && before.claimedUntil >= now) return { claimedUntil: before.claimedUntil };
        state.held.set(keyOf(key), { claimedUntil: leaseUntil, text });
        return 'claimed';
      },
      recordSent: async (_tenant, _outage, { told, odsCode, at }) => {
        const { update, channel, recipient } = told;
        end({ odsCode, update, channel, recipient }, { sentAt: at });
        state.marked.firstSentAt ??= at;
        state.told.push(told);
        delete state.marked.waiting;
      },
      recordFailed: async (_tenant, _outage, key, { failure, at, told }) => {
        end(key, { failure });
        state.marked.failedAt ??= at;
        if (told) state.told.push(told);
        delete state.marked.waiting;
      },
      recordNotSent: async (_tenant, _outage, key, { failure }) => {
        end(key, { failure });
      },
    },
    pace: {
      reserve: async (_channel, _count, _perSecond, now) =>
        changes.full === undefined ? { startsAt: now } : { fullUntil: now + changes.full },
    },
    isStopped: async () => state.stopped,
    now: () => new Date(state.now),
    wait: async (ms) => {
      state.now += ms;
    },
    newToken: () => 'ABCDEFGHJKMNPQRS',
  };
  return { state, delivering };
}

function message(id: string, receives = 1, body?: string) {
  const alert = AlertMessage.parse({
    icb: 'QZZ',
    outage: outage.id,
    update: 1,
    odsCode: 'A99001',
    step: 1,
  });
  return {
    messageId: id,
    receiptHandle: id,
    body: body ?? JSON.stringify(alert),
    attributes: { ApproximateReceiveCount: receives },
  };
}

const keyOfAddress = (address: string): string =>
  addressKeyOf(tenantOfItem(record.icb), record.odsCode, address);
const lines = (held: Map<string, Held>): Held[] => [...held.values()];

test('sends, records, and keeps the words without the secret of the link', async () => {
  const { state, delivering } = world();
  expect(await deliverBatch(delivering, [message('a')])).toEqual([
    { messageId: 'a', outcome: 'sent', again: false },
  ]);
  expect(state.sent).toHaveLength(1);
  expect(state.sent[0]).toMatchObject({ to: '+447700900123' });
  expect(state.sent[0]!.text).toContain('https://api.example.nhs.uk/api/reply/ABCDEFGHJKMNPQRS');
  const [held] = lines(state.held);
  expect(held).toMatchObject({ sentAt: iso(start) });
  expect(state.told).toMatchObject([{ contact: 'Sam Fictional, Practice manager', turn: 0 }]);
  expect(held!.text).toContain('NHS Example: EMIS Web is down. Example Surgery may be affected.');
  expect(JSON.stringify([...state.held])).not.toMatch(/ABCD-?EFGH|7700/);
  expect(state.marked).toEqual({ firstSentAt: iso(start) });
});

describe('a message that comes twice', () => {
  test('is done when it was sent before', async () => {
    const { state, delivering } = world();
    await deliverBatch(delivering, [message('a')]);
    expect(await deliverBatch(delivering, [message('a', 2)])).toMatchObject([{ again: false }]);
    expect(state.sent).toHaveLength(1);
  });

  test('waits for the lease of a run that never said how it ended, and then is sent', async () => {
    const { state, delivering } = world();
    state.next = () => {
      throw new Error('socket hang up');
    };
    await deliverBatch(delivering, [message('a')]);
    state.next = () => undefined;
    expect(await deliverBatch(delivering, [message('a', 2)])).toMatchObject([
      { outcome: 'claimed by another run', again: true },
    ]);
    expect(state.sent).toHaveLength(0);
    state.now += state.postponed['a']!;
    await deliverBatch(delivering, [message('a', 3)]);
    expect(state.sent).toHaveLength(1);
  });

  test('in one batch is sent once', async () => {
    const { state, delivering } = world();
    const outcomes = await deliverBatch(delivering, [message('a'), message('b')]);
    expect(outcomes.map(({ again }) => again)).toEqual([false, true]);
    expect(state.sent).toHaveLength(1);
  });
});

test('a number that is refused for good is recorded and not tried again', async () => {
  const { state, delivering } = world();
  state.next = () => {
    throw new PermanentFailure('The holder of this number has opted out', { ofAddress: true });
  };
  expect(await deliverBatch(delivering, [message('a')])).toMatchObject([{ again: false }]);
  expect(lines(state.held)).toMatchObject([{ failure: expect.stringContaining('opted out') }]);
  expect(state.marked).toEqual({ failedAt: iso(start) });
  await deliverBatch(delivering, [message('a', 2)]);
  expect(state.sent).toEqual([]);
  expect(state.flagged).toEqual([
    {
      odsCode: 'A99001',
      addressKey: keyOfAddress('+447700900123'),
      channel: 'sms',
      reason: 'The holder of this number has opted out',
      at: iso(start),
    },
  ]);
});

test('a message that is refused for itself says nothing of the address', async () => {
  const { state, delivering } = world();
  state.next = () => {
    throw new PermanentFailure('The provider rejected this message', { ofAddress: false });
  };
  expect(await deliverBatch(delivering, [message('a')])).toMatchObject([
    { outcome: 'failed for good' },
  ]);
  expect(state.flagged).toEqual([]);
});

describe('a flagged address', () => {
  const flag: Undelivered = { channel: 'sms', reason: 'It is blocked', at: iso(start) };
  const person = (nth: number) => ({
    name: `Person ${nth} Fictional`,
    mobile: `+44770090010${nth}`,
  });
  const two = PracticeRecord.parse({
    ...record,
    declared: {
      ...record.declared,
      contacts: [1, 2].map((nth) => ({ ...person(nth), role: 'Manager', order: nth })),
    },
  });

  test('comes after the others of its practice', async () => {
    const { state, delivering } = world({ record: two });
    state.known.set(keyOfAddress(person(1).mobile), flag);
    await deliverBatch(delivering, [message('a')]);
    expect(state.sent).toMatchObject([{ to: person(2).mobile }]);
  });

  test('is told where there is no other, and nobody asks', async () => {
    const { state, delivering } = world();
    state.known.set(keyOfAddress('+447700900123'), flag);
    await deliverBatch(delivering, [message('a')]);
    expect([state.sent.length, state.asked]).toEqual([1, 0]);
  });

  test('holds nothing up where it cannot be read', async () => {
    const { state, delivering } = world({ record: two });
    delivering.flags.list = () => Promise.reject(new Error('socket hang up'));
    await deliverBatch(delivering, [message('a')]);
    expect(state.sent).toMatchObject([{ to: person(1).mobile }]);
  });
});

test('a provider’s error may hold an address, so only its kind is told', async () => {
  const { state, delivering } = world();
  state.next = () => {
    throw Object.assign(new Error('+447700900123 throttled'), { name: 'ThrottlingException' });
  };
  expect(await deliverBatch(delivering, [message('a')])).toEqual([
    { messageId: 'a', outcome: 'waits: ThrottlingException', again: true },
  ]);
  expect(state.marked).toEqual({
    waiting: { since: iso(start), reason: 'ThrottlingException' },
  });
  state.next = () => undefined;
  state.now += state.postponed['a']!;
  expect(await deliverBatch(delivering, [message('a', 2)])).toMatchObject([{ outcome: 'sent' }]);
  expect(state.marked).not.toHaveProperty('waiting');
});

test('an alert that waits is tried again later each time, and never later than in three minutes', async () => {
  const { state, delivering } = world();
  state.next = () => {
    throw Object.assign(new Error('+447700900123 throttled'), { name: 'ThrottlingException' });
  };
  const waits: number[] = [];
  for (const tries of [1, 2, 4, 900]) {
    await deliverBatch(delivering, [message('a', tries)]);
    waits.push(state.postponed['a']!);
    state.now += state.postponed['a']!;
  }
  expect(waits).toEqual([61_000, 91_000, 151_000, 180_000]);
});

test('a poisoned message touches no other', async () => {
  const { state, delivering } = world();
  const outcomes = await deliverBatch(delivering, [message('bad', 1, '{'), message('good')]);
  expect(outcomes).toEqual([
    { messageId: 'bad', outcome: 'unreadable: put aside', again: false },
    { messageId: 'good', outcome: 'sent', again: false },
  ]);
  expect(state.aside).toEqual([{ unreadable: '{' }]);
  expect(state.sent).toHaveLength(1);
});

test('a contact who is gone is recorded, and nothing is sent', async () => {
  const { declared: _, ...bare } = record;
  for (const gone of [undefined, bare]) {
    const { state, delivering } = world({ record: gone });
    expect(await deliverBatch(delivering, [message('a')])).toMatchObject([
      { outcome: 'no contact', again: false },
    ]);
    expect(state.marked).toHaveProperty('failedAt');
    expect(lines(state.held)).toMatchObject([{ failure: 'No contact to tell' }]);
  }
});

test('an alert that the end of the outage has overtaken is recorded, not sent', async () => {
  const over = Outage.parse({ ...outage, status: 'resolved', lastUpdate: 2 });
  const { state, delivering } = world({ outage: over });
  expect(await deliverBatch(delivering, [message('a')])).toMatchObject([
    { outcome: 'not wanted', again: false },
  ]);
  expect(state.sent).toEqual([]);
  expect(lines(state.held)).toMatchObject([{ failure: expect.stringContaining('Not sent') }]);
});

test('without a free slot all go back until there is one, and for longer the more often', async () => {
  const { state, delivering } = world({ full: 25_000 });
  const outcomes = await deliverBatch(delivering, [message('a'), message('b', 3)]);
  expect(outcomes.map(({ again }) => again)).toEqual([true, true]);
  expect(state.postponed).toEqual({ a: 25_000, b: 75_000 });
  // What has waited for a provider all night is not put off for hours.
  await deliverBatch(delivering, [message('c', 500)]);
  expect(state.postponed['c']).toBe(180_000);
  expect(state.sent).toEqual([]);
});

test('what is stopped goes nowhere and takes no slot, also where it stops while a slot is near', async () => {
  const { state, delivering } = world();
  state.stopped = true;
  let reserved = 0;
  const { pace } = delivering;
  delivering.pace = {
    reserve: (...asked) => {
      reserved += 1;
      return pace.reserve(...asked);
    },
  };
  expect(await deliverBatch(delivering, [message('a')])).toEqual([
    { messageId: 'a', outcome: 'stopped', again: true },
  ]);
  expect([reserved, state.postponed['a']]).toEqual([0, 60_000]);
  state.stopped = false;
  delivering.wait = async () => {
    state.stopped = true;
  };
  expect(await deliverBatch(delivering, [message('b')])).toMatchObject([{ outcome: 'stopped' }]);
  expect([state.sent, state.held.size]).toEqual([[], 0]);
});
