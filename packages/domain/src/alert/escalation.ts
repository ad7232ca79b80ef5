import type { AlertedPractice } from '../outage/alerted-practice.ts';
import type { Outage } from '../outage/outage.ts';
import { laterOf } from '../outage/chase.ts';
import { noneReached, receiptOf } from '../outage/told-contact.ts';
import type { ChasePlan } from './chase-plan.ts';
import { isQuiet } from './chase-plan.ts';
import { isHeard } from './still-wanted.ts';

/** What is to be done for a practice that has not answered. */
export type NextStep =
  /** Tell its next contact, whose turn it is. */
  | { turn: number }
  /** Look again then. */
  | { lookAt: Date }
  /** Nobody further is turned to. */
  | 'nothing';

/** Milliseconds after which an alert that has not gone out yet is looked at again. */
const NOT_OUT_YET_MS = 2 * 60_000;
/** Milliseconds after which quiet hours are asked about again. */
const QUIET_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/**
 * What is to be done for a practice now. It stops on an answer, on the end of the outage, where
 * somebody has rung, and where everybody whom messages reach has been turned to.
 */
export function nextStep(
  outage: Pick<Outage, 'status' | 'severity' | 'reopenedAt'>,
  practice: AlertedPractice,
  plan: ChasePlan,
  now: Date,
): NextStep {
  const { status, severity, reopenedAt = '' } = outage;
  if (status === 'resolved' || isHeard(outage, practice)) return 'nothing';
  if (practice.channels.length === 0) return 'nothing';
  const turn = practice.turn?.number ?? 0;
  if (turn + 1 >= (practice.people ?? 2)) return 'nothing';
  const due = dueAt(practice, { turn, reopenedAt }, plan[severity], now);
  if (due > now) return { lookAt: due };
  return isQuiet(plan, severity, now)
    ? { lookAt: new Date(now.getTime() + QUIET_MS) }
    : { turn: turn + 1 };
}

function dueAt(
  { told, turn: taken, firstSentAt, waiting }: AlertedPractice,
  { turn, reopenedAt }: { turn: number; reopenedAt: string },
  { undeliveredAfter, unansweredAfter }: ChasePlan['critical'],
  now: Date,
): Date {
  const ofTurn = told.filter((each) => each.turn === turn);
  const since = taken?.at ?? firstSentAt ?? ofTurn[0]?.undelivered?.at;
  // An alert that waits for its provider is no sign that the contact does not answer.
  if (since === undefined || waiting) return new Date(now.getTime() + NOT_OUT_YET_MS);
  if (noneReached(ofTurn)) return now;
  const isDelivered = ofTurn.some((each) => receiptOf(each) === 'delivered');
  const after = isDelivered ? unansweredAfter : undeliveredAfter;
  return new Date(Date.parse(laterOf(since, reopenedAt)) + after * MINUTE_MS);
}
