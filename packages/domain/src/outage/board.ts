import type { ThenAndNow } from '../exposure/then-and-now.ts';
import type { Said } from '../exposure/answer.ts';
import type { AlertedPractice, Board, BoardRow, Outage, ReplyGiven } from './outage.ts';

/** Answers to "is it down for you?", worst first. */
const worstDown = ['down', 'partly', 'back', 'working'] as const;
/** Answers to "how are you?", worst first. */
const worstStatus = ['closed', 'limited', 'coping', 'normal'] as const;

/**
 * One practice on the board. Of each contact the latest answer to each question counts, and of several contacts the worst is
 * shown, with who gave it, what they need and whether it came after the outage was resolved; all answers stay in its replies.
 */
export function boardRow(practice: AlertedPractice): BoardRow {
  const { odsCode, name, effect, replies, firstSentAt } = practice;
  const worst = latestByContact(replies).sort(byWorst);
  const first = replies.map(({ at }) => at).sort()[0];
  const alert = alertState(practice);
  return {
    odsCode,
    name,
    state: 'hit',
    effect,
    alert,
    firstSentAt: firstSentAt ?? null,
    acknowledgedAt: first ?? null,
    answeredBy: worst[0]?.by ?? null,
    late: worst[0]?.late ?? false,
    down: worst[0]?.down ?? null,
    status: worstStatus.find((status) => worst.some((each) => each.status === status)) ?? null,
    needs: worst.find(({ needs }) => needs)?.needs ?? null,
    note: worst.find(({ note }) => note)?.note ?? null,
    chase: chaseOf(practice, alert),
  };
}

/**
 * The board of an outage, by ODS code. `confirmedDown` counts practices that say down or partly, `working` those that say
 * working or back, `notHeard` those that have answered nothing, unreachable ones included.
 */
export function board(
  outage: Outage,
  practices: readonly AlertedPractice[],
  exposure: ThenAndNow | null,
): Board {
  const rows = practices.map(boardRow).sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1));
  const count = (counts: (row: BoardRow) => boolean): number => rows.filter(counts).length;
  return {
    outage,
    counts: {
      exposed: rows.length,
      confirmedDown: count(({ down }) => down === 'down' || down === 'partly'),
      working: count(({ down }) => down === 'working' || down === 'back'),
      notHeard: count(({ acknowledgedAt }) => acknowledgedAt === null),
      unreachable: count(({ alert }) => alert === 'unreachable'),
    },
    exposure,
    practices: rows,
  };
}

/** What practices say of themselves, by ODS code; in several outages at once, their latest answer. */
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

/** Each contact's latest word on each question, as one answer. */
function latestByContact(replies: readonly ReplyGiven[]): ReplyGiven[] {
  const latest = new Map<string, ReplyGiven>();
  for (const reply of [...replies].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    latest.set(reply.by, { ...latest.get(reply.by), ...reply });
  }
  return [...latest.values()];
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

function alertState({ channels, firstSentAt, failedAt }: AlertedPractice): BoardRow['alert'] {
  if (firstSentAt !== undefined) return 'sent';
  if (channels.length === 0) return 'unreachable';
  return failedAt === undefined ? 'pending' : 'failed';
}

function chaseOf(
  { replies, switchboard }: AlertedPractice,
  alert: BoardRow['alert'],
): BoardRow['chase'] {
  if (replies.length > 0) return { state: 'none', numbers: [] };
  if (alert === 'pending' || alert === 'sent') return { state: 'waiting', numbers: [] };
  return { state: 'ring', numbers: switchboard === undefined ? [] : [switchboard] };
}
