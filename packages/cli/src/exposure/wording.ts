import type { Affected, ExposureState, Outage, Reach, KeptTotals } from '@registry/domain';
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
export function totalsText(trouble: string, totals: KeptTotals, where = ''): string {
  const practices = [
    `${trouble} may affect ${figure(totals.hit)} of ${count(totals.practices, 'practice')}${where}`,
    count(totals.patients.hit, 'patient'),
    `${figure(totals.unknown)} unknown`,
    `${figure(totals.notHit)} with no link recorded`,
  ];
  return [`${practices.join('; ')}.`, ...pcnLine(totals)].join('\n');
}

/** A count that was not kept, and nobody can know any more, is left out. */
function pcnLine({ pcns, ...totals }: KeptTotals): string[] {
  if (pcns === 0) return [];
  const kinds = [
    [totals.pcnsWhollyHit, 'wholly hit'] as const,
    [totals.pcnsPartlyHit, 'partly hit'] as const,
    [totals.pcnsUnknown, 'unknown'] as const,
    [totals.pcnsUntouched, 'untouched (no link recorded)'] as const,
  ].flatMap(([counted, what]) => (counted === null ? [] : [`${figure(counted)} ${what}`]));
  return [`${pcns === null ? 'PCNs' : `Of ${count(pcns, 'PCN')}`}: ${kinds.join(', ')}.`];
}
