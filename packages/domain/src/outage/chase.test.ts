import { describe, expect, test } from '@jest/globals';
import type { Effect } from '../catalogue/dependency.ts';
import type { AlertedPractice } from './alerted-practice.ts';
import type { ReplyGiven } from './answers.ts';
import type { AlertState } from './chase.ts';
import { chaseList, chaseOf, claimed, isClaimedAt, Ringing, rung } from './chase.ts';
import { alerted, declared } from './outage.fixture.ts';

const start = Date.parse('2024-07-19T07:45:00Z');
/** So many minutes after the first message. */
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
const after = (minutes: number): Date => new Date(at(minutes));
const practice = (changes: Partial<AlertedPractice> = {}): AlertedPractice => ({
  ...alerted,
  firstSentAt: at(0),
  ...changes,
});
const [asha, ben] = [{ by: 'Asha, duty desk' }, { by: 'Ben, duty desk' }];
const claimedBy = (by: string, minutes: number) => ({
  chased: { claimedBy: by, claimedAt: at(minutes), times: 0 },
});
const working: ReplyGiven = { down: 'working', at: at(5), by: 'Sam', update: 1, late: false };

describe('who says that they are ringing', () => {
  test('is kept, with when', () => {
    expect(claimed(practice(), asha, after(31))).toEqual({
      claimedBy: 'Asha, duty desk',
      claimedAt: at(31),
      times: 0,
    });
  });

  test('keeps others from it for a quarter of an hour', () => {
    const held = practice(claimedBy(asha.by, 31));
    expect(() => claimed(held, ben, after(45.99))).toThrow(
      expect.objectContaining({
        code: 'already-claimed',
        message: 'Asha, duty desk is ringing A99001 already',
      }),
    );
    expect(claimed(held, ben, after(46))).toMatchObject({ claimedBy: ben.by, claimedAt: at(46) });
  });

  test('may say so again, and has another quarter of an hour', () => {
    const again = claimed(practice(claimedBy(asha.by, 31)), asha, after(40));
    expect(again).toEqual({ claimedBy: asha.by, claimedAt: at(40), times: 0 });
  });

  test('does not undo that it was rung before', () => {
    const before = { rungBy: ben.by, rungAt: at(20), times: 2 };
    expect(claimed(practice({ chased: before }), asha, after(50))).toEqual({
      ...before,
      claimedBy: asha.by,
      claimedAt: at(50),
    });
  });

  test('is somebody: a name of blanks is refused, and blanks around one are not kept', () => {
    expect(Ringing.safeParse({ by: '  ' }).success).toBe(false);
    expect(Ringing.safeParse({ by: 'A'.repeat(101) }).success).toBe(false);
    expect(Ringing.parse({ by: ' Asha, duty desk ' })).toEqual(asha);
  });

  test('rings it for a quarter of an hour, and nobody does where nobody has said so', () => {
    const held = practice(claimedBy(asha.by, 31));
    expect([31, 45, 46].map((minutes) => isClaimedAt(held, after(minutes)))).toEqual([
      true,
      true,
      false,
    ]);
    expect(isClaimedAt(practice(), after(31))).toBe(false);
    expect(isClaimedAt(practice({ chased: rung(held, asha, after(32)) }), after(32))).toBe(false);
  });
});

test('each call in vain counts, the last is kept, and the claim is over', () => {
  const once = rung(practice(claimedBy(asha.by, 31)), asha, after(33));
  expect(once).toEqual({ rungBy: asha.by, rungAt: at(33), times: 1 });
  expect(rung(practice({ chased: once }), ben, after(70))).toEqual({
    rungBy: ben.by,
    rungAt: at(70),
    times: 2,
  });
});

describe('whether a practice is to be rung', () => {
  const chaseAt = (
    minutes: number,
    changes: Partial<AlertedPractice> = {},
    { alert = 'sent', wantsHelp = false }: { alert?: AlertState; wantsHelp?: boolean } = {},
    status: 'open' | 'resolved' = 'open',
  ) =>
    chaseOf(
      practice(changes),
      { alert, wantsHelp },
      { outage: { ...declared({}), status }, ringAfter: 30, now: after(minutes) },
    );
  const stateAt = (...asked: Parameters<typeof chaseAt>) => chaseAt(...asked).state;

  test('it is half an hour after the first message, where nobody has answered', () => {
    expect([stateAt(29.9), stateAt(30)]).toEqual(['waiting', 'ring']);
  });

  test('and so long after it was to be told, where its message has not gone out', () => {
    const pending = { firstSentAt: undefined, publishedAt: at(1) };
    const of = (minutes: number) => stateAt(minutes, pending, { alert: 'pending' });
    expect([of(30), of(31)]).toEqual(['waiting', 'ring']);
  });

  test.each(['waiting', 'failed', 'unreachable'] as const)('it is at once where %s', (alert) => {
    expect(stateAt(1, { firstSentAt: undefined }, { alert })).toBe('ring');
  });

  test('it is not where it has answered, or where the outage is over', () => {
    expect(stateAt(60, { replies: [working] })).toBe('none');
    expect(stateAt(60, {}, {}, 'resolved')).toBe('none');
    expect(stateAt(60, { replies: [working] }, { alert: 'failed' })).toBe('none');
  });

  test('it is first of all where it asks for help', () => {
    expect(stateAt(6, { replies: [{ ...working, down: 'down' }] }, { wantsHelp: true })).toBe(
      'help',
    );
  });

  test('it is not while somebody rings it, who is named; it is again when that has lapsed', () => {
    expect(chaseAt(40, claimedBy(asha.by, 35))).toMatchObject({
      state: 'claimed',
      claimedBy: asha.by,
      claimedAt: at(35),
    });
    expect(stateAt(40, claimedBy(asha.by, 35), { wantsHelp: true })).toBe('claimed');
    expect(chaseAt(50, claimedBy(asha.by, 35))).toMatchObject({
      state: 'ring',
      claimedBy: null,
      claimedAt: null,
    });
  });

  test('a claim holds, with the number, wherever it is made: before its time, and after a call in vain', () => {
    const numbers = ['01632 960001'];
    expect(chaseAt(6, claimedBy(asha.by, 5))).toMatchObject({ state: 'claimed', numbers });
    const chased = {
      rungBy: 'Ben',
      rungAt: at(40),
      claimedBy: asha.by,
      claimedAt: at(42),
      times: 1,
    };
    expect(chaseAt(43, { chased })).toMatchObject({ state: 'claimed', claimedBy: asha.by });
  });

  test('after a reopening it is half an hour after that, whoever answered before the end', () => {
    const again = (minutes: number) =>
      chaseOf(
        practice({ replies: [working] }),
        { alert: 'sent', wantsHelp: false },
        { outage: { ...declared({}), reopenedAt: at(180) }, ringAfter: 30, now: after(minutes) },
      ).state;
    expect([again(181), again(210)]).toEqual(['waiting', 'ring']);
  });

  test('after it was rung in vain it is again half an hour later, with how often that was', () => {
    const chased = { rungBy: asha.by, rungAt: at(40), times: 2 };
    expect(chaseAt(69, { chased })).toMatchObject({
      state: 'rung',
      rungBy: asha.by,
      rungAt: at(40),
      times: 2,
    });
    expect(stateAt(70, { chased })).toBe('ring');
  });

  test('its number is given wherever it is to be rung, and nobody has rung it so far', () => {
    expect(chaseAt(30)).toEqual({
      state: 'ring',
      numbers: ['01632 960001'],
      claimedBy: null,
      claimedAt: null,
      rungAt: null,
      rungBy: null,
      times: 0,
    });
    expect(chaseAt(30, { switchboard: undefined }).numbers).toEqual([]);
    expect(chaseAt(60, { replies: [working] }).numbers).toEqual([]);
  });
});

describe('the list of whom to ring', () => {
  interface Row {
    odsCode: string;
    effect: Effect | null;
    listSize: number | null;
    chase: Pick<ReturnType<typeof chaseOf>, 'state' | 'times'>;
  }
  const row = (
    odsCode: string,
    { state = 'ring', times = 0, ...changes }: Partial<Row> & Partial<Row['chase']> = {},
  ): Row => ({
    odsCode,
    effect: 'unavailable',
    listSize: 9000,
    ...changes,
    chase: { state, times },
  });
  const ordered = (...rows: Row[]) => chaseList(rows).map(({ odsCode }) => odsCode);

  test('leaves out whoever has answered and whoever is still waited for', () => {
    expect(ordered(row('A', { state: 'none' }), row('B', { state: 'waiting' }), row('C'))).toEqual([
      'C',
    ]);
  });

  test('has who asks for help first, and whoever somebody rings last', () => {
    const rows = (['claimed', 'rung', 'ring', 'help'] as const).map((state, index) =>
      row(`A${index}`, { state, effect: index === 3 ? 'degraded' : 'unavailable' }),
    );
    expect(ordered(...rows)).toEqual(['A3', 'A2', 'A1', 'A0']);
  });

  test('then the worst hit, and those of whom nobody can say after them', () => {
    const effects = [null, 'degraded', 'unsafe', 'unavailable'] as const;
    const rows = effects.map((effect, index) => row(`A${index}`, { effect, times: 3 - index }));
    expect(ordered(...rows)).toEqual(['A3', 'A2', 'A1', 'A0']);
  });

  test('then whom nobody has rung yet, then the most patients, a size not known last', () => {
    const rows = [
      row('A0', { times: 1, listSize: 20_000 }),
      row('A1', { listSize: null }),
      row('A2', { listSize: 4000 }),
      row('A3', { listSize: 12_000 }),
    ];
    expect(ordered(...rows)).toEqual(['A3', 'A2', 'A1', 'A0']);
  });

  test('of equals by ODS code, and changes nothing of what it was given', () => {
    const rows = [row('B'), row('C'), row('A')];
    expect(ordered(...rows)).toEqual(['A', 'B', 'C']);
    expect(rows.map(({ odsCode }) => odsCode)).toEqual(['B', 'C', 'A']);
  });
});
