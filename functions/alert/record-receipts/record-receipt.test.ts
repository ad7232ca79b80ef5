import { describe, expect, test } from '@jest/globals';
import { callerOf, OdsCode, OutageId } from '@registry/domain';
import type { ProviderReceipt } from '@registry/messaging';
import type { Recording } from './record-receipt.ts';
import { recordReceipt } from './record-receipt.ts';

type Taken = Parameters<Recording['receipts']['record']>[0];

const sent = Date.parse('2026-11-20T10:00:00Z');
const at = new Date(sent).toISOString();
const caller = callerOf({ role: 'icb', org: 'QZZ' }, 'X26');
if (caller.role !== 'icb') throw new Error('QZZ should be an ICB');
const { tenant } = caller;
const taken: Taken = {
  tenant,
  icb: tenant,
  outage: OutageId.parse('01J35XW5F0000000000000000A'),
  odsCode: OdsCode.parse('A99001'),
  update: 1,
  channel: 'sms',
  recipient: 'a1',
  addressKey: 'k1',
};
const delivered: ProviderReceipt = { channel: 'sms', providerId: 'one', at, failure: undefined };
const reason = 'The holder has opted out of messages';
const refused: ProviderReceipt = { ...delivered, failure: { whose: 'contact', reason } };

/** Everything that recording works with, in memory; the message of id `one` is known. */
function world(ms: number, known: Record<string, Taken> = { 'sms one': taken }) {
  const now = new Date(sent + ms);
  const state = {
    recorded: [] as object[],
    looks: [] as unknown[][],
    flags: [] as unknown[][],
    waited: [] as number[],
    broken: false,
  };
  const recording: Recording = {
    receipts: {
      find: (channel, providerId) => Promise.resolve(known[`${channel} ${providerId}`]),
      record: (delivery, outcome) => {
        if (state.broken) return Promise.reject(new Error('socket hang up'));
        state.recorded.push({ delivery, ...outcome });
        return Promise.resolve();
      },
    },
    due: {
      lookAt: (...asked) => {
        state.looks.push(asked);
        return Promise.resolve();
      },
    },
    flags: {
      set: (_tenant, flag) => {
        state.flags.push(['set', flag]);
        return Promise.resolve();
      },
      clear: (_tenant, receipt) => {
        state.flags.push(['clear', receipt]);
        return Promise.resolve();
      },
    },
    later: { send: () => Promise.resolve() },
    now: () => now,
    wait: (pause) => {
      state.waited.push(pause);
      return Promise.resolve();
    },
  };
  return { state, now, record: (receipt: ProviderReceipt) => recordReceipt(recording, receipt) };
}

test('that a message has arrived is recorded, and nobody further is to be turned to for it', async () => {
  const { state, record } = world(2000);
  await record(delivered);
  expect(state).toMatchObject({
    recorded: [{ delivery: taken, at, failure: undefined }],
    looks: [],
  });
});

test('that it has not is recorded with why, and its outage is looked at now', async () => {
  const { state, now, record } = world(2000);
  await record(refused);
  expect(state.recorded).toEqual([{ delivery: taken, at, failure: { reason, passing: false } }]);
  expect(state.looks).toEqual([['QZZ', taken.outage, 'escalate', now]]);
});

test('what cannot be recorded is thrown, and its outage is not looked at for that', async () => {
  const { state, record } = world(2000);
  state.broken = true;
  await expect(record(refused)).rejects.toThrow('socket hang up');
  expect(state.looks).toEqual([]);
});

describe('the address that a message went to', () => {
  const about = { odsCode: taken.odsCode, addressKey: 'k1', channel: 'sms', at };

  test('is flagged where the failure is of it, and no longer where one arrives', async () => {
    const { state, record } = world(2000);
    await record(refused);
    await record(delivered);
    expect(state.flags).toEqual([
      ['set', { ...about, reason }],
      ['clear', about],
    ]);
  });

  test.each(['passing', 'account'] as const)('is not where it is %s', async (whose) => {
    const { state, record } = world(2000);
    await record({ ...refused, failure: { whose, reason } });
    expect([state.recorded.length, state.flags]).toEqual([1, []]);
  });

  test('is not where an earlier release sent it, and did not say which it was', async () => {
    const { addressKey: _, ...before } = taken;
    const { state, record } = world(2000, { 'sms one': before });
    await record(refused);
    await record(delivered);
    expect([state.recorded.length, state.flags]).toEqual([2, []]);
  });
});

describe('a receipt of a message that is not recorded', () => {
  test.each([
    ['at once', 0],
    ['within ten minutes', 599_999],
    ['though the provider’s clock is ahead', -5000],
  ])('is too early %s, and is to be tried again', async (_, ms) => {
    const { state, record } = world(ms, {});
    await expect(record(refused)).rejects.toThrow(expect.objectContaining({ name: 'TooEarly' }));
    expect(state).toMatchObject({ recorded: [], looks: [], waited: [100, 300, 600] });
  });

  test('is nobody’s after that, and is let go', async () => {
    const { state, record } = world(600_000, {});
    await record(refused);
    expect(state).toMatchObject({ recorded: [], looks: [], waited: [] });
  });

  test('is nobody’s though another channel gave the same id', async () => {
    const { state, record } = world(600_000);
    await record({ ...refused, channel: 'email' });
    expect(state).toMatchObject({ recorded: [], looks: [], waited: [] });
  });
});

test('one that comes days later is recorded as of when it was', async () => {
  const { state, record } = world(3 * 24 * 3_600_000);
  await record(delivered);
  expect(state.recorded).toEqual([{ delivery: taken, at, reason: undefined }]);
});
