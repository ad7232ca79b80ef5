import type { Catalogue } from '../catalogue/catalogue.ts';
import type { AdviceShown } from '../exposure/answer.ts';
import { approvedAdvice } from './message-facts.ts';
import type { IcbProfile } from '../outage/outage.ts';

/** Advice by id as analysts see it on the day of `now`: what may be sent to practices is marked so, by the catalogue or the ICB's profile. */
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
