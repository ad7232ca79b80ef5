import type { Advice, AdviceShown } from '../catalogue/advice.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { londonDate } from '../words/london-time.ts';
import type { IcbProfile } from './icb-profile.ts';

/**
 * Ids of the advice that may be sent to an ICB's practices on the day of `now`: approved in the
 * catalogue, or by the ICB itself, and in either case not overdue for review.
 */
export function approvedAdvice(
  catalogue: Catalogue,
  profile: IcbProfile | undefined,
  now: Date,
): Set<string> {
  const today = londonDate(now);
  return new Set([
    ...catalogue.advice
      .filter(({ approved, reviewBy }) => approved !== undefined && today <= reviewBy)
      .map(({ id }) => id),
    ...(profile?.approvedAdvice ?? [])
      .filter(({ on, reviewBy }) => on <= today && today <= reviewBy)
      .map(({ id }) => id),
  ]);
}

/** What an impact says of advice: ids, in the order of its chain. */
interface Advised {
  advice: readonly string[];
}

/** Approved advice that the practice itself can follow, each once, in the order of its hits. */
export function adviceToSend(
  impacts: readonly Advised[],
  catalogue: Catalogue,
  approved: ReadonlySet<string>,
): Advice[] {
  return advisedOf(impacts, catalogue).filter(({ id }) => approved.has(id));
}

/**
 * Advice for the practice itself that is not sent, as nobody has approved it or its review is
 * overdue.
 */
export function adviceLeftOut(
  impacts: readonly Advised[],
  catalogue: Catalogue,
  approved: ReadonlySet<string>,
): Advice[] {
  return advisedOf(impacts, catalogue).filter(({ id }) => !approved.has(id));
}

function advisedOf(impacts: readonly Advised[], catalogue: Catalogue): Advice[] {
  const named = new Set(impacts.flatMap(({ advice }) => advice));
  return [...named].flatMap((id) =>
    catalogue.advice.filter((advice) => advice.id === id && advice.by === 'practice'),
  );
}

/**
 * Advice by id as analysts see it on the day of `now`: what may be sent to practices is marked so,
 * by the catalogue or the ICB's profile.
 */
export function adviceShown(
  catalogue: Catalogue,
  profile: IcbProfile | undefined,
  now: Date,
  wanted: (id: string) => boolean = () => true,
): Record<string, AdviceShown> {
  const approved = approvedAdvice(catalogue, profile, now);
  const shown = catalogue.advice
    .filter(({ id }) => wanted(id))
    .map(({ id, text, by, reviewBy, onRecovery }): [string, AdviceShown] => [
      id,
      { text, by, approved: approved.has(id), reviewBy, ...(onRecovery && { onRecovery }) },
    ]);
  return Object.fromEntries(shown);
}
