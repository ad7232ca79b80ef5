import type { Effect } from '../catalogue/dependency.ts';
import { effects } from '../catalogue/dependency.ts';

/** A chain by its last link: chains that begin alike share their beginning. */
interface Chain {
  id: string;
  before: Chain | undefined;
  /** Links from the affected product on, this one included. */
  length: number;
}

/** Advice along a chain by what its last step brought, shared in the same way. */
interface AdviceAlong {
  ids: readonly string[];
  before: AdviceAlong | undefined;
}

/**
 * Why something is touched: how badly, by which chain from the affected product, and the advice
 * along it. A step further copies neither.
 */
export interface Cause {
  effect: Effect;
  chain: Chain;
  advice: AdviceAlong | undefined;
}

const strength = (effect: Effect): number => effects.indexOf(effect);

/** Negative when `a` is worse than `b`. */
export function byWorst(a: Effect, b: Effect): number {
  return strength(b) - strength(a);
}

/** The cause at the affected product itself. */
export function affectedBy(product: string, effect: Effect): Cause {
  return { effect, chain: { id: product, before: undefined, length: 1 }, advice: undefined };
}

/** The cause one link further. */
export function extended(cause: Cause, id: string): Cause {
  const { chain } = cause;
  return { ...cause, chain: { id, before: chain, length: chain.length + 1 } };
}

/** The cause as a dependency passes it on: no stronger than its effect, with its advice. */
export function weakened(
  { effect, chain, advice }: Cause,
  by: Effect,
  ids: readonly string[],
): Cause {
  return {
    effect: byWorst(by, effect) < 0 ? effect : by,
    chain,
    advice: ids.length === 0 ? advice : { ids, before: advice },
  };
}

/** The ids of a cause's chain, from the affected product on. */
export function chainOf({ chain }: Cause): string[] {
  const ids: string[] = [];
  for (let link: Chain | undefined = chain; link; link = link.before) ids.push(link.id);
  return ids.reverse();
}

/** The advice along a cause's chain, in its order, each once. */
export function adviceAlong({ advice }: Cause): string[] {
  const brought: (readonly string[])[] = [];
  for (let step = advice; step; step = step.before) brought.push(step.ids);
  return [...new Set(brought.reverse().flat())];
}

/**
 * Negative when `a` explains better: stronger effect, shorter chain, alphabetical, with more
 * advice. Zero only for the same.
 */
export function compareCauses(a: Cause, b: Cause): number {
  return (
    byWorst(a.effect, b.effect) ||
    a.chain.length - b.chain.length ||
    compareChains(a.chain, b.chain) ||
    (a.advice === b.advice ? 0 : compareAdvice(adviceAlong(a), adviceAlong(b)))
  );
}

/** Alphabetically, of two chains of the same length. Stops where they become one. */
function compareChains(a: Chain | undefined, b: Chain | undefined): number {
  let found = 0;
  for (let [one, other] = [a, b]; one && other && one !== other;) {
    // The link nearest to the beginning decides, so each earlier one overrules.
    found = alphabetically(one.id, other.id) || found;
    [one, other] = [one.before, other.before];
  }
  return found;
}

function compareAdvice(a: readonly string[], b: readonly string[]): number {
  return b.length - a.length || alphabetically(a.join(' '), b.join(' '));
}

function alphabetically(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
