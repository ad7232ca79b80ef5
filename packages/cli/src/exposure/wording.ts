import type { Affected, ExposureState, Outage, Reach, Totals } from '@registry/domain';
import { affectedOf } from '@registry/domain';
import { count, figure, listed, nameOf } from '../terminal/wording.ts';

/** What people read for a state. A not-hit is never "safe": only no link is recorded. */
export const stateWords: Record<ExposureState, string> = {
  hit: 'may be affected',
  unknown: 'unknown',
  'not-hit': 'no link recorded',
};

/** `EMIS Web (degraded) and Docman`: how badly each is in trouble, unless it is unavailable. */
export function inTrouble(affected: readonly Affected[]): string {
  return listed(
    affected.map(({ product, effect }) =>
      effect === 'unavailable' ? nameOf(product) : `${nameOf(product)} (${effect})`,
    ),
  );
}

/** As `inTrouble`, of the products of an outage, declared or not yet. */
export function troubleOf({ products, effects }: Pick<Outage, 'products' | 'effects'>): string {
  return inTrouble(affectedOf(products, effects));
}

/**
 * How many users are touched, in words: `some of its users; which is not known`; `products` is how
 * many products are in trouble.
 */
export function reachWords(reach: Reach, products: number): string {
  const whose = products === 1 ? 'its' : 'their';
  switch (reach) {
    case 'all':
      return `all of ${whose} users`;
    case 'some':
      return `some of ${whose} users; which is not known`;
    case 'unknown':
      return `not known how many of ${whose} users`;
  }
}

/**
 * Two lines that answer "how many": practices, patients and how many are unknown; then PCNs.
 * `trouble` names what is in trouble, `where` is such as ` in NHS Kent and Medway`.
 */
export function totalsText(trouble: string, totals: Totals, where = ''): string {
  const practices = [
    `${trouble} may affect ${figure(totals.hit)} of ${count(totals.practices, 'practice')}${where}`,
    count(totals.patients.hit, 'patient'),
    `${figure(totals.unknown)} unknown`,
    `${figure(totals.notHit)} with no link recorded`,
  ];
  return [`${practices.join('; ')}.`, ...pcnLine(totals)].join('\n');
}

function pcnLine(totals: Totals): string[] {
  if (totals.pcns === 0) return [];
  const kinds = [
    `${figure(totals.pcnsWhollyHit)} wholly hit`,
    `${figure(totals.pcnsPartlyHit)} partly hit`,
    `${figure(totals.pcnsUnknown)} unknown`,
    `${figure(totals.pcnsUntouched)} untouched (no link recorded)`,
  ];
  return [`Of ${count(totals.pcns, 'PCN')}: ${kinds.join(', ')}.`];
}
