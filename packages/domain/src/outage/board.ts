import * as z from 'zod';
import { Effect } from '../catalogue/dependency.ts';
import { Down, PracticeStatus } from '../exposure/answer.ts';
import { ThenAndNow } from '../exposure/then-and-now.ts';
import { IsoInstant, OdsCode } from '../words/codes.ts';
import { latestWords, usesOf, worstDown, worstStatus } from './answers.ts';
import { toldAmong } from './exposed.ts';
import { Outage } from './outage.ts';
import { Sending } from './sending.ts';
import type { Said } from '../exposure/answer.ts';
import type { AssessedPractice } from '../exposure/rosters.ts';
import { AlertedPractice } from './alerted-practice.ts';
import type { ReplyGiven } from './answers.ts';

/** One row of the live board, `GET /outages/{id}/practices`. */
export const BoardRow = z.strictObject({
  odsCode: OdsCode,
  name: z.string(),
  /** `unknown` for one that is asked whether it uses what is in trouble. */
  state: z.enum(['hit', 'unknown']),
  effect: Effect.nullable(),
  /** `waiting` while the provider takes no message; it goes out when that is mended. */
  alert: z.enum(['pending', 'sent', 'waiting', 'failed', 'unreachable']),
  /** Since when it waits, and the kind of what the provider says. */
  waiting: AlertedPractice.shape.waiting.unwrap().nullable(),
  firstSentAt: IsoInstant.nullable(),
  acknowledgedAt: IsoInstant.nullable(),
  answeredBy: z.string().nullable(),
  /** Who heard that answer by telephone; null for one by link. */
  heardBy: z.string().nullable(),
  late: z.boolean(),
  /** Whether it says that it uses it; null where it was not asked, or has not said. */
  uses: z.enum(['yes', 'no']).nullable(),
  down: Down.nullable(),
  status: PracticeStatus.nullable(),
  needs: z.string().nullable(),
  note: z.string().nullable(),
  chase: z.strictObject({
    /**
     * `help` when it says that it is down and what it needs, `none` once it has answered otherwise;
     * `ring` when nobody can be messaged, or no provider takes the message; `waiting` otherwise.
     */
    state: z.enum(['none', 'help', 'waiting', 'ring']),
    /** To ring it on, for `help` and `ring`. */
    numbers: z.array(z.string()),
  }),
});
/** One row of the live board. */
export type BoardRow = z.infer<typeof BoardRow>;

/** What `GET /outages/{id}/practices` answers. */
export const Board = z.strictObject({
  outage: Outage,
  counts: z.strictObject({
    exposed: z.int(),
    /** Of which nobody can say, and that are asked. */
    asked: z.int(),
    confirmedDown: z.int(),
    working: z.int(),
    notHeard: z.int(),
    unreachable: z.int(),
    /** Whose message waits for the provider. */
    waiting: z.int(),
  }),
  /** Null for an outage whose exposure was not kept. */
  exposure: ThenAndNow.nullable(),
  /** Whether messages go out: `stopped` where somebody has stopped sending. */
  sending: Sending,
  /** None for NHS England, which has counts. */
  practices: z.array(BoardRow),
});
/** What `GET /outages/{id}/practices` answers. */
export type Board = z.infer<typeof Board>;

/**
 * One practice on the board. Of each contact the latest answer to each question counts, and of
 * several contacts the worst is shown, with who gave it, what they need and whether it came after
 * the outage was resolved; all answers stay in its replies.
 */
export function boardRow(practice: AlertedPractice): BoardRow {
  const { odsCode, name, effect, replies, firstSentAt } = practice;
  const worst = latestWords(replies).sort(byWorst);
  const first = replies.map(({ at }) => at).sort()[0];
  const alert = alertState(practice);
  const down = worst[0]?.down ?? null;
  const needs = worst.find((each) => each.needs)?.needs ?? null;
  const wantsHelp = isDown(down) && needs !== null;
  return {
    odsCode,
    name,
    state: practice.state ?? 'hit',
    effect: practice.state === 'unknown' ? null : effect,
    alert,
    waiting: practice.waiting ?? null,
    firstSentAt: firstSentAt ?? null,
    acknowledgedAt: first ?? null,
    answeredBy: worst[0]?.by ?? null,
    heardBy: worst[0]?.heardBy ?? null,
    late: worst[0]?.late ?? false,
    uses: usesOf(replies),
    down,
    status: worstStatus.find((status) => worst.some((each) => each.status === status)) ?? null,
    needs,
    note: worst.find(({ note }) => note)?.note ?? null,
    chase: wantsHelp ? { state: 'help', numbers: numbersOf(practice) } : chaseOf(practice, alert),
  };
}

/**
 * The board of an outage, by ODS code. `confirmedDown` counts practices that say down or partly,
 * `working` those that say working or back, `notHeard` those that have answered nothing,
 * unreachable ones included.
 */
export function board(
  outage: Outage,
  practices: readonly AlertedPractice[],
  exposure: ThenAndNow | null,
  sending: Sending,
): Board {
  const rows = practices.map(boardRow).sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1));
  const count = (counts: (row: BoardRow) => boolean): number => rows.filter(counts).length;
  return {
    outage,
    counts: {
      exposed: count(({ state }) => state === 'hit'),
      asked: count(({ state }) => state === 'unknown'),
      confirmedDown: count(({ down }) => isDown(down)),
      working: count(({ down }) => down === 'working' || down === 'back'),
      notHeard: count(({ acknowledgedAt }) => acknowledgedAt === null),
      unreachable: count(({ alert }) => alert === 'unreachable'),
      waiting: count(({ alert }) => alert === 'waiting'),
    },
    exposure,
    sending,
    practices: rows,
  };
}

/** What a practice says of itself, to be counted. */
export const Says = BoardRow.pick({ down: true, status: true });
/** What a practice says of itself, to be counted. */
export type Says = z.infer<typeof Says>;

/** What a practice says of itself: the worst of what each contact said last. */
export function saysOf(practice: AlertedPractice): Says {
  const { down, status } = boardRow(practice);
  return { down, status };
}

/**
 * The board of a national outage as NHS England sees it: counts, and no practice. `exposed` are the
 * practices in scope now, undefined where no roster can be read; `says` what they answered.
 */
export function countedBoard(
  outage: Outage,
  exposed: readonly AssessedPractice[] | undefined,
  says: ReadonlyMap<string, Says>,
  exposure: ThenAndNow | null,
  sending: Sending,
): Board {
  const told = toldAmong(outage, exposed ?? []);
  const asked = told.filter(({ assessment }) => assessment.state === 'unknown').length;
  const all = new Set([...told.map(({ row }) => row.odsCode), ...says.keys()]);
  const answers = [...says.values()];
  // A roster that cannot be read takes no practice out of the count.
  const count = Math.max(all.size, outage.totals.hit);
  return {
    outage,
    counts: {
      exposed: count - asked,
      asked,
      confirmedDown: answers.filter(({ down }) => isDown(down)).length,
      working: answers.filter(({ down }) => down === 'working' || down === 'back').length,
      notHeard: count - says.size,
      unreachable: told.filter(({ row }) => row.reachable.length === 0).length,
      // Which of them wait is for each ICB to see.
      waiting: 0,
    },
    exposure,
    sending,
    practices: [],
  };
}

/**
 * What practices say of themselves, by ODS code; in several outages at once, their latest answer.
 */
export function saidIn(practices: readonly AlertedPractice[]): Map<string, Said> {
  const said = new Map<string, Said>();
  for (const practice of practices) {
    const { odsCode, down, status } = boardRow(practice);
    const at =
      practice.replies
        .map((reply) => reply.at)
        .sort()
        .at(-1) ?? null;
    const known = said.get(odsCode);
    if (!known || (at ?? '') > (known.at ?? '')) said.set(odsCode, { down, status, at });
  }
  return said;
}

/** Position from the worst; an unanswered question comes last. */
function rank<T>(answers: readonly T[], answer: T | undefined): number {
  const position = answers.findIndex((each) => each === answer);
  return position < 0 ? answers.length : position;
}

function byWorst(a: ReplyGiven, b: ReplyGiven): number {
  return (
    rank(worstDown, a.down) - rank(worstDown, b.down) ||
    rank(worstStatus, a.status) - rank(worstStatus, b.status) ||
    (a.at < b.at ? 1 : -1)
  );
}

function alertState(practice: AlertedPractice): BoardRow['alert'] {
  const { channels, firstSentAt, failedAt, waiting } = practice;
  if (waiting !== undefined) return 'waiting';
  if (firstSentAt !== undefined) return 'sent';
  if (channels.length === 0) return 'unreachable';
  return failedAt === undefined ? 'pending' : 'failed';
}

function chaseOf(practice: AlertedPractice, alert: BoardRow['alert']): BoardRow['chase'] {
  if (practice.replies.length > 0) return { state: 'none', numbers: [] };
  if (alert === 'pending' || alert === 'sent') return { state: 'waiting', numbers: [] };
  return { state: 'ring', numbers: numbersOf(practice) };
}

function numbersOf({ switchboard }: AlertedPractice): string[] {
  return switchboard === undefined ? [] : [switchboard];
}

/** Whether that is down, wholly or partly. */
export function isDown(down: BoardRow['down'] | undefined): boolean {
  return down === 'down' || down === 'partly';
}
