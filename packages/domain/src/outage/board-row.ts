import * as z from 'zod';
import { Effect } from '../catalogue/dependency.ts';
import { Down, PracticeStatus } from '../exposure/answer.ts';
import { IsoInstant, OdsCode } from '../words/codes.ts';
import { AlertedPractice } from './alerted-practice.ts';
import { latestWords, usesOf, worstDown, worstStatus } from './answers.ts';
import type { ReplyGiven } from './answers.ts';
import { AlertState, Chase, chaseOf } from './chase.ts';
import type { Chasing } from './chase.ts';
import { noneReached, receiptOf, ToldContact } from './told-contact.ts';

/** One contact of a practice on the board, and whether messages reach them. */
const ToldOnBoard = ToldContact.pick({
  contact: true,
  channel: true,
  turn: true,
  update: true,
}).extend({
  /** `accepted` by the provider is not delivered: a receipt says so, where there are any. */
  state: z.enum(['accepted', 'delivered', 'undelivered']),
  at: IsoInstant.nullable(),
  /** Why it did not arrive. */
  reason: z.string().nullable(),
});

/** One row of the live board, `GET /outages/{id}/practices`. */
export const BoardRow = z.strictObject({
  odsCode: OdsCode,
  name: z.string(),
  /** Patients registered with it, where that is published. */
  listSize: z.int().nullable(),
  /** `unknown` for one that is asked whether it uses what is in trouble. */
  state: z.enum(['hit', 'unknown']),
  effect: Effect.nullable(),
  /**
   * `sent` once a provider has taken a message, `failed` where none has reached anybody, `waiting`
   * while the provider takes none; it goes out when that is mended.
   */
  alert: AlertState,
  /** Since when it waits, and the kind of what the provider says. */
  waiting: AlertedPractice.shape.waiting.unwrap().nullable(),
  firstSentAt: IsoInstant.nullable(),
  /** When a message first reached somebody, by the provider's receipt; sent is not delivered. */
  deliveredAt: IsoInstant.nullable(),
  /** Each contact who was told, by each channel, in the order of their turns. */
  told: z.array(ToldOnBoard),
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
  chase: Chase,
});
/** One row of the live board. */
export type BoardRow = z.infer<typeof BoardRow>;

/** What a practice says of itself, to be counted. */
export const Says = BoardRow.pick({ down: true, status: true });
/** What a practice says of itself, to be counted. */
export type Says = z.infer<typeof Says>;

/** What a practice says of itself: the worst of what each contact said last. */
export function saysOf({ replies }: Pick<AlertedPractice, 'replies'>): Says {
  const worst = worstFirst(replies);
  return {
    down: worst[0]?.down ?? null,
    status: worstStatus.find((status) => worst.some((each) => each.status === status)) ?? null,
  };
}

/**
 * One practice on the board. Of each contact the latest answer to each question counts, and of
 * several contacts the worst is shown, with who gave it, what they need and whether it came after
 * the outage was resolved; all answers stay in its replies.
 */
export function boardRow(practice: AlertedPractice, chasing: Chasing): BoardRow {
  const { odsCode, name, effect, replies, firstSentAt, told } = practice;
  const worst = worstFirst(replies);
  const first = replies.map(({ at }) => at).sort()[0];
  const alert = alertState(practice);
  const { down, status } = saysOf(practice);
  const needs = worst.find((each) => each.needs)?.needs ?? null;
  const wantsHelp = asksForHelp({ down, needs });
  return {
    odsCode,
    name,
    listSize: practice.listSize ?? null,
    state: practice.state ?? 'hit',
    effect: practice.state === 'unknown' ? null : effect,
    alert,
    waiting: practice.waiting ?? null,
    firstSentAt: firstSentAt ?? null,
    deliveredAt: deliveredAt(told),
    told: told.toSorted(byTurn).map(toldOnBoard),
    acknowledgedAt: first ?? null,
    answeredBy: worst[0]?.by ?? null,
    heardBy: worst[0]?.heardBy ?? null,
    late: worst[0]?.late ?? false,
    uses: usesOf(replies),
    down,
    status,
    needs,
    note: worst.find(({ note }) => note)?.note ?? null,
    chase: chaseOf(practice, { alert, wantsHelp }, chasing),
  };
}

/** The store keeps them in no order: by turn, and then always the same. */
function byTurn(a: ToldContact, b: ToldContact): number {
  const name = ({ contact, recipient, channel }: ToldContact) =>
    `${contact} ${channel} ${recipient}`;
  return a.turn - b.turn || (name(a) < name(b) ? -1 : 1);
}

function deliveredAt(told: readonly ToldContact[]): string | null {
  const reached = told.filter((each) => receiptOf(each) === 'delivered');
  return reached.flatMap(({ delivered }) => delivered?.at ?? []).sort()[0] ?? null;
}

function toldOnBoard(each: ToldContact): z.infer<typeof ToldOnBoard> {
  const { contact, channel, turn, update, acceptedAt, delivered, undelivered } = each;
  const receipt = receiptOf(each);
  const at = { none: acceptedAt, delivered: delivered?.at, undelivered: undelivered?.at }[receipt];
  return {
    contact,
    channel,
    turn,
    update,
    state: receipt === 'none' ? 'accepted' : receipt,
    at: at ?? null,
    reason: receipt === 'undelivered' ? (undelivered?.reason ?? null) : null,
  };
}

/** Whether that is down, wholly or partly. */
export function isDown(down: BoardRow['down'] | undefined): boolean {
  return down === 'down' || down === 'partly';
}

/** Whether a practice says that it is down, wholly or partly, and what it needs. */
export function asksForHelp({ down, needs }: Pick<BoardRow, 'down' | 'needs'>): boolean {
  return isDown(down) && needs !== null;
}

function worstFirst(replies: readonly ReplyGiven[]): ReplyGiven[] {
  return latestWords(replies).sort(byWorst);
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
  const { channels, firstSentAt, failedAt, waiting, told } = practice;
  if (waiting !== undefined) return 'waiting';
  if (noneReached(told)) return 'failed';
  if (firstSentAt !== undefined) return 'sent';
  if (channels.length === 0) return 'unreachable';
  return failedAt === undefined ? 'pending' : 'failed';
}
