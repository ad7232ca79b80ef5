import * as z from 'zod';
import type { Effect } from '../catalogue/dependency.ts';
import { IsoInstant } from '../words/codes.ts';
import { Refusal } from '../words/refusal.ts';
import type { AlertedPractice, Chased } from './alerted-practice.ts';
import type { ReplyGiven } from './answers.ts';
import type { Outage } from './outage.ts';

/**
 * `help` when it says that it is down and what it needs, after the end of the outage too; `none`
 * once it has answered otherwise, or the outage is over; `ring` when nobody can be messaged, nobody
 * was reached, no provider takes the message, or nobody has answered for so long; `claimed` while
 * somebody is ringing it; `rung` for a while after nobody answered; `waiting` otherwise.
 */
const ChaseState = z.enum(['none', 'help', 'waiting', 'ring', 'claimed', 'rung']);

/** Whether and how a practice is to be rung, as the board shows it. */
export const Chase = z.strictObject({
  state: ChaseState,
  /** To ring it on, wherever it is to be rung. */
  numbers: z.array(z.string()),
  /** Who is ringing it now, and since when. */
  claimedBy: z.string().nullable(),
  claimedAt: IsoInstant.nullable(),
  /** When somebody last rang it without an answer, who, and how often that was. */
  rungAt: IsoInstant.nullable(),
  rungBy: z.string().nullable(),
  times: z.int(),
});
type Chase = z.infer<typeof Chase>;

/** How a practice's alert stands. */
export const AlertState = z.enum(['pending', 'sent', 'waiting', 'failed', 'unreachable']);
/** How a practice's alert stands. */
export type AlertState = z.infer<typeof AlertState>;

/** A practice that may be to be rung, as far as its place in the list goes. */
interface ToRing {
  odsCode: string;
  effect: Effect | null;
  listSize: number | null;
  chase: Pick<Chase, 'state' | 'times'>;
}

/** What `POST …/claim` and `POST …/rung` take: who is ringing, or has rung. */
export const Ringing = z.strictObject({
  by: z.string().trim().min(1, 'should be a name, such as Asha, duty desk').max(100),
});
/** Who is ringing, or has rung. */
export type Ringing = z.infer<typeof Ringing>;

/** What decides whether a practice is to be rung. */
export interface Chasing {
  outage: Pick<Outage, 'status' | 'declaredAt' | 'reopenedAt'>;
  /** Minutes after the first message without an answer. */
  ringAfter: number;
  now: Date;
}

/** Milliseconds after which a claim has lapsed: whoever made it may have been called away. */
const CLAIM_MS = 15 * 60_000;

const MINUTE_MS = 60_000;

/** Whether and how a practice is to be rung. */
export function chaseOf(
  practice: AlertedPractice,
  { alert, wantsHelp }: { alert: AlertState; wantsHelp: boolean },
  chasing: Chasing,
): Chase {
  const { claimedBy, claimedAt, rungAt, rungBy, times } = practice.chased ?? {};
  const isClaimed = isClaimedAt(practice, chasing.now);
  const wanted = wantsHelp ? 'help' : withoutHelp(practice, alert, chasing);
  const state = isClaimed && wanted !== 'none' ? 'claimed' : wanted;
  return {
    state,
    numbers: state === 'none' || state === 'waiting' ? [] : numbersOf(practice),
    claimedBy: isClaimed ? (claimedBy ?? null) : null,
    claimedAt: isClaimed ? (claimedAt ?? null) : null,
    rungAt: rungAt ?? null,
    rungBy: rungBy ?? null,
    times: times ?? 0,
  };
}

/**
 * That somebody is ringing a practice. Throws `already-claimed` while somebody else is: their claim
 * lapses after a quarter of an hour.
 */
export function claimed(held: AlertedPractice, { by }: Ringing, now: Date): Chased {
  const { claimedBy = '', times = 0, ...chased } = held.chased ?? {};
  if (claimedBy !== by && isClaimedAt(held, now)) {
    throw new Refusal('already-claimed', `${claimedBy} is ringing ${held.odsCode} already`);
  }
  return { ...chased, times, claimedBy: by, claimedAt: now.toISOString() };
}

/**
 * That somebody rang a practice, and nobody answered: their claim is over, somebody else's is not.
 */
export function rung(held: AlertedPractice, { by }: Ringing, now: Date): Chased {
  const { claimedBy, claimedAt, times = 0 } = held.chased ?? {};
  const isOthers = claimedBy !== by && isClaimedAt(held, now);
  return {
    ...(isOthers && { claimedBy, claimedAt }),
    rungBy: by,
    rungAt: now.toISOString(),
    times: times + 1,
  };
}

/** Whether somebody has said, not long ago, that they are ringing it. */
export function isClaimedAt({ chased }: Pick<AlertedPractice, 'chased'>, now: Date): boolean {
  if (chased?.claimedAt === undefined) return false;
  return now.getTime() - Date.parse(chased.claimedAt) < CLAIM_MS;
}

function withoutHelp(
  { replies, chased, firstSentAt, publishedAt }: AlertedPractice,
  alert: AlertState,
  { outage, ringAfter, now }: Chasing,
): Chase['state'] {
  if (outage.status === 'resolved' || answersSince(replies, outage).length > 0) return 'none';
  const isLongAgo = (at: string | undefined): boolean =>
    at !== undefined && now.getTime() - Date.parse(at) >= ringAfter * MINUTE_MS;
  const begun = laterOf(firstSentAt ?? publishedAt ?? outage.declaredAt, outage.reopenedAt);
  if ((alert === 'pending' || alert === 'sent') && !isLongAgo(begun)) return 'waiting';
  return chased?.rungAt === undefined || isLongAgo(chased.rungAt) ? 'ring' : 'rung';
}

/** What was answered since the outage was declared, or opened again. */
export function answersSince<Answer extends Pick<ReplyGiven, 'at'>>(
  replies: readonly Answer[],
  { reopenedAt = '' }: Pick<Outage, 'reopenedAt'>,
): Answer[] {
  return replies.filter(({ at }) => at >= reopenedAt);
}

/** The later of two ISO instants. */
export function laterOf(one: string, other: string | undefined): string {
  return other !== undefined && other > one ? other : one;
}

/** The numbers to ring a practice on. */
function numbersOf({ switchboard }: Pick<AlertedPractice, 'switchboard'>): string[] {
  return switchboard === undefined ? [] : [switchboard];
}

const worstEffect = ['unavailable', 'unsafe', 'degraded'];

/**
 * The practices to be rung, the first first: who says that it needs help, then the worst hit, then
 * whom nobody has rung yet, then the most patients. Those that somebody is ringing come last.
 */
export function chaseList<Row extends ToRing>(rows: readonly Row[]): Row[] {
  const order = ({ chase, effect, listSize }: Row): number[] => [
    ['help', 'ring', 'rung', 'claimed'].indexOf(chase.state),
    effect === null ? worstEffect.length : worstEffect.indexOf(effect),
    chase.times,
    -(listSize ?? 0),
  ];
  return rows
    .filter(({ chase }) => chase.state !== 'none' && chase.state !== 'waiting')
    .map((row) => ({ row, order: order(row) }))
    .sort((a, b) => byOrder(a.order, b.order) || (a.row.odsCode < b.row.odsCode ? -1 : 1))
    .map(({ row }) => row);
}

function byOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
