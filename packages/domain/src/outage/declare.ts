import type { AssessedPractice } from '../exposure/rosters.ts';
import type { KeptPractice } from '../exposure/then-and-now.ts';
import { keepExposure } from '../exposure/then-and-now.ts';
import type { IcbCode } from '../words/codes.ts';
import type { Declaration, NewUpdate, Reopening, Withdrawal } from './declaration.ts';
import type { Outage, OutageId, OutageUpdate } from './outage.ts';
import { Refusal } from '../words/refusal.ts';
import { requireMove, requireReopening } from './states.ts';
import { countTotals } from '../exposure/totals.ts';

/**
 * What an update writes: the outage as it then is, the update, and the exposure of every practice
 * in scope at that moment.
 */
export interface Written {
  outage: Outage;
  update: OutageUpdate;
  exposure: KeptPractice[];
}

/**
 * The practices an outage reaches: those in its scope. Throws `invalid` for practices in scope that
 * are not here.
 */
export function practicesInScope(
  practices: readonly AssessedPractice[],
  scope: readonly string[] | undefined,
): AssessedPractice[] {
  if (scope === undefined) return [...practices];
  const wanted = new Set(scope);
  const found = practices.filter(({ row }) => wanted.has(row.odsCode));
  const missing = scope.filter((code) => !found.some(({ row }) => row.odsCode === code));
  if (missing.length === 0) return found;
  throw new Refusal('invalid', `There is no practice ${missing.join(', ')} here`, [
    {
      path: 'practices',
      message: `should name practices of this ICB; these are not: ${missing.join(', ')}`,
    },
  ]);
}

/** Throws `invalid` for a next update promised for a time gone by. */
function requireAhead(nextUpdateAt: string | undefined, now: Date): void {
  if (nextUpdateAt === undefined || new Date(nextUpdateAt) > now) return;
  throw new Refusal('invalid', 'The next update cannot be promised for a time gone by', [
    { path: 'nextUpdateAt', message: `should be after ${now.toISOString()}, which is now` },
  ]);
}

/**
 * A new outage and its first update, from what was declared and the practices in its scope. Throws
 * `invalid` for a next update promised for a time gone by.
 */
export function declared(
  declaration: Declaration,
  practices: readonly AssessedPractice[],
  by: { icb: IcbCode; icbName: string; id: OutageId; now: Date },
): Written {
  requireAhead(declaration.nextUpdateAt, by.now);
  const { message, shortMessage, notify, ...others } = declaration;
  const { confirmPractices: _practices, confirmRepeat: _repeat, ...rest } = others;
  const totals = countTotals(practices);
  const at = by.now.toISOString();
  const update = {
    number: 1,
    status: 'open' as const,
    message,
    ...(shortMessage !== undefined && { shortMessage }),
    at,
    by: by.icb,
    notify,
    totals,
    ...(declaration.nextUpdateAt && { nextUpdateAt: declaration.nextUpdateAt }),
  };
  const outage = {
    ...rest,
    id: by.id,
    icb: by.icb,
    icbName: by.icbName,
    declaredBy: by.icb,
    declaredAt: at,
    status: update.status,
    lastUpdate: 1,
    totals,
  };
  return { outage, update, exposure: keepExposure(practices) };
}

/**
 * An outage with one more update. Throws as `requireMove` where it may not go there, `invalid` for
 * a next update promised for a time gone by.
 */
export function updated(
  held: Outage,
  update: NewUpdate,
  practices: readonly AssessedPractice[],
  by: { icb: IcbCode; now: Date },
): Written {
  requireMove(held, update.status, by.icb);
  return withUpdate(held, update, practices, by);
}

/**
 * An outage that was over, open again, with one more update that says so. Throws as
 * `requireReopening` where it was not over, and otherwise as `updated`.
 */
export function reopened(
  held: Outage,
  reopening: Reopening,
  practices: readonly AssessedPractice[],
  by: { icb: IcbCode; now: Date },
): Written {
  requireReopening(held, by.icb);
  const written = withUpdate(held, { ...reopening, status: 'open' }, practices, by);
  return { ...written, outage: { ...written.outage, reopenedAt: by.now.toISOString() } };
}

/**
 * An outage that was declared in error, taken back with one last update. Throws as `updated`.
 */
export function withdrawn(
  held: Outage,
  withdrawal: Withdrawal,
  practices: readonly AssessedPractice[],
  by: { icb: IcbCode; now: Date },
): Written {
  const last = updated(held, { ...withdrawal, status: 'resolved' }, practices, by);
  return {
    ...last,
    outage: { ...last.outage, withdrawn: true },
    update: { ...last.update, withdrawn: true },
  };
}

function withUpdate(
  held: Outage,
  { status, message, shortMessage, notify, nextUpdateAt, correction }: NewUpdate,
  practices: readonly AssessedPractice[],
  by: { icb: IcbCode; now: Date },
): Written {
  requireAhead(nextUpdateAt, by.now);
  const at = by.now.toISOString();
  const next = nextUpdateAt === undefined ? {} : { nextUpdateAt };
  const totals = countTotals(practices);
  const number = held.lastUpdate + 1;
  const { nextUpdateAt: _next, resolvedAt: _resolved, withdrawn: _back, ...kept } = held;
  return {
    outage: {
      ...kept,
      status,
      lastUpdate: number,
      totals,
      ...next,
      ...(status === 'resolved' && { resolvedAt: at }),
    },
    update: {
      number,
      status,
      message,
      ...(shortMessage !== undefined && { shortMessage }),
      at,
      by: by.icb,
      notify,
      totals,
      ...next,
      ...(correction && { correction }),
    },
    exposure: keepExposure(practices),
  };
}
