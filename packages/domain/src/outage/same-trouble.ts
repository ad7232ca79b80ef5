import type { AlertedPractice } from './alerted-practice.ts';
import type { Outage } from './outage.ts';

/**
 * Whether two outages are of the same products, such as NHS England's beside an ICB's own: what a
 * practice answers to one is then an answer to both. An exercise is never the same as the real
 * thing.
 */
export function isSameTrouble(
  one: Pick<Outage, 'id' | 'products' | 'exercise'>,
  other: Pick<Outage, 'id' | 'products' | 'exercise'>,
): boolean {
  return one.id !== other.id && isSameProducts(one, other);
}

/** Whether two are of the same products, both of them exercises or neither. */
export function isSameProducts(
  one: Pick<Outage, 'products' | 'exercise'>,
  other: Pick<Outage, 'products' | 'exercise'>,
): boolean {
  if (one.exercise !== other.exercise) return false;
  const products = new Set(one.products);
  return (
    products.size === new Set(other.products).size &&
    other.products.every((product) => products.has(product))
  );
}

/** Practices with what they answered elsewhere among their own answers, oldest first. */
export function withAnswersElsewhere(
  practices: readonly AlertedPractice[],
  elsewhere: readonly AlertedPractice[],
): AlertedPractice[] {
  const others = Map.groupBy(elsewhere, ({ odsCode }) => odsCode);
  return practices.map((practice) => {
    const more = (others.get(practice.odsCode) ?? []).flatMap(({ replies }) => replies);
    const replies = [...practice.replies, ...more].sort((a, b) => (a.at < b.at ? -1 : 1));
    return { ...practice, replies };
  });
}
