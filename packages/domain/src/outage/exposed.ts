import type { AssessedPractice } from '../exposure/rosters.ts';
import { assessRosters, practicesIn } from '../exposure/rosters.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Effect } from '../catalogue/dependency.ts';
import type { ProductId } from '../catalogue/product.ts';
import type { Assess } from '../exposure/assess.ts';
import { createAssess } from '../exposure/assess.ts';
import type { Affected, ExposureState } from '../exposure/answer.ts';
import type { IcbCode } from '../words/codes.ts';
import type { Outage } from './outage.ts';
import type { Roster } from '../register/roster.ts';

/**
 * The products of an outage, each with how badly it is in trouble: `unavailable` where `effects`
 * does not say.
 */
export function affectedOf(
  products: readonly ProductId[],
  effects: Partial<Record<ProductId, Effect>>,
): Affected[] {
  return products.map((product) => ({ product, effect: effects[product] ?? 'unavailable' }));
}

/** What an outage of these products means on the day of `now`. */
export function assessOutage(
  catalogue: Catalogue,
  { products, effects }: Pick<Outage, 'products' | 'effects'>,
  now: Date,
): Assess {
  return createAssess(catalogue, affectedOf(products, effects), now.toISOString().slice(0, 10));
}

/**
 * The practices in an outage's scope and what it means for each, as the register is now. A practice
 * or an ICB in its scope that has left since is left out.
 */
export function practicesNow(
  rosters: readonly Roster[],
  catalogue: Catalogue,
  outage: Outage,
  now: Date,
): readonly AssessedPractice[] {
  const scope = rosters.filter(({ icb }) => outage.icbs?.includes(icb) ?? true);
  const all = practicesIn(assessRosters(scope, assessOutage(catalogue, outage, now)));
  const named = outage.practices && new Set<string>(outage.practices);
  return named ? all.filter(({ row }) => named.has(row.odsCode)) : all;
}

/** Whether an ICB is in the scope of an outage: those that it names, or all. */
export function isInScope({ icbs }: Pick<Outage, 'icbs'>, code: IcbCode): boolean {
  return icbs?.includes(code) ?? true;
}

/** The practices that an outage tells: those hit, and those unknown where it is to ask them. */
export function toldAmong<T extends { assessment: { state: ExposureState } }>(
  { include }: Pick<Outage, 'include'>,
  practices: readonly T[],
): T[] {
  const asks = include?.includes('unknown') ?? false;
  return practices.filter(
    ({ assessment: { state } }) => state === 'hit' || (asks && state === 'unknown'),
  );
}
