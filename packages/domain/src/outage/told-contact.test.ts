import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { noneReached, receiptOf, ToldContact, toldNow } from './told-contact.ts';

const at = '2024-07-19T07:46:00Z';
const told: ToldContact = {
  channel: 'sms',
  recipient: 'a1',
  contact: 'Sam Fictional, Practice manager',
  person: 'p1',
  turn: 0,
  messageTurn: 0,
  update: 1,
  acceptedAt: at,
};
const delivered = (update: number) => ({ delivered: { update, at } });
const undelivered = (update: number) => ({
  undelivered: { update, at, reason: 'The mailbox is full' },
});

interface Receipt {
  kind: 'delivered' | 'undelivered';
  update: number;
}

/** As the store takes a receipt: after one of a kind, an earlier update’s of it changes nothing. */
function recorded(held: ToldContact, { kind, update }: Receipt): ToldContact {
  if ((held[kind]?.update ?? 0) >= update) return held;
  return { ...held, ...(kind === 'delivered' ? delivered(update) : undelivered(update)) };
}
const after = (receipts: readonly Receipt[]) => receiptOf(receipts.reduce(recorded, told));

const anyReceipts = fc.array(
  fc.record<Receipt>({
    kind: fc.constantFrom('delivered', 'undelivered'),
    update: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 8 },
);
/** The same receipts, some of them twice or more, in any order. */
const lateAndRepeated = anyReceipts.chain((receipts) =>
  fc.record({
    receipts: fc.constant(receipts),
    shuffled: fc
      .subarray(receipts)
      .chain((again) =>
        fc.shuffledSubarray([...receipts, ...again], { minLength: receipts.length + again.length }),
      ),
  }),
);

describe('what became of a message', () => {
  test.each([
    ['nothing is known', {}, 'none'],
    ['it has arrived', delivered(1), 'delivered'],
    ['it has not arrived', undelivered(1), 'undelivered'],
    [
      'a mailbox took it and bounced it then',
      { ...delivered(1), ...undelivered(1) },
      'undelivered',
    ],
    ['the newer has arrived', { ...delivered(2), ...undelivered(1) }, 'delivered'],
    ['the newer has not', { ...delivered(1), ...undelivered(2) }, 'undelivered'],
  ])('%s', (_, receipts, expected) => {
    expect(receiptOf(receipts)).toBe(expected);
  });

  test('is the same in whatever order receipts come, and however often', () => {
    fc.assert(
      fc.property(lateAndRepeated, ({ receipts, shuffled }) => {
        expect(after(shuffled)).toBe(after(receipts));
      }),
    );
  });

  test('is by the newest update that a receipt speaks of, a refusal before a delivery', () => {
    fc.assert(
      fc.property(lateAndRepeated, ({ receipts, shuffled }) => {
        const newest = Math.max(...receipts.map(({ update }) => update));
        const kinds = receipts.flatMap(({ kind, update }) => (update === newest ? kind : []));
        const expected = kinds.includes('undelivered') ? 'undelivered' : (kinds[0] ?? 'none');
        expect(after(shuffled)).toBe(expected);
      }),
    );
  });
});

test('nobody is reached where every message failed, and not where nobody was to be told', () => {
  const [failed, arrived] = [
    { ...told, ...undelivered(1) },
    { ...told, ...delivered(1) },
  ];
  expect([
    noneReached([]),
    noneReached([failed]),
    noneReached([failed, failed]),
    noneReached([failed, arrived]),
    noneReached([failed, told]),
  ]).toEqual([false, true, true, false, false]);
});

describe('who is told again', () => {
  const now: ToldContact = { ...told, update: 2, acceptedAt: '2024-07-19T09:30:00Z' };

  test('keeps what receipts said of the update before', () => {
    expect(toldNow([{ ...told, ...delivered(1) }], now)).toEqual({ ...now, ...delivered(1) });
  });

  test('of others, or of the same person by another channel, nothing is taken over', () => {
    const held = [
      { ...told, recipient: 'a2', ...delivered(1) },
      { ...told, channel: 'email' as const, ...undelivered(1) },
    ];
    expect(toldNow(held, now)).toEqual(now);
    expect(toldNow([], now)).toEqual(now);
  });

  test('is kept in a form that can be read again', () => {
    const kept = toldNow([{ ...told, ...delivered(1) }], { ...now, ...undelivered(2) });
    expect(ToldContact.parse(kept)).toEqual(kept);
  });
});

test('what may pass, or is an automatic reply, does not outweigh a delivery of the same update', () => {
  const passing = { undelivered: { update: 1, at, reason: 'Away', passing: true as const } };
  expect(receiptOf(passing)).toBe('undelivered');
  expect(receiptOf({ ...delivered(1), ...passing })).toBe('delivered');
  expect(receiptOf({ ...delivered(1), ...undelivered(1) })).toBe('undelivered');
});
