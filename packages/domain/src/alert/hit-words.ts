import type { Effect } from '../catalogue/dependency.ts';
import type { Hit, MessageFacts } from './message-facts.ts';
import { declaredTrouble } from './headline.ts';

/** What is inferred of a product that is touched so: it may be, and may not. */
const inferred: Readonly<Record<Effect, string>> = {
  unavailable: 'may not work',
  unsafe: 'is not safe to use',
  degraded: 'may be slow',
};

/**
 * One product that is hit, in plain words: `EMIS Web is down.` where that was declared, `eConsult
 * is not safe to use: it needs EMIS Web.` where it is inferred; once it is coming back, only which.
 */
export function hitWords({ product, effect, needs }: Hit, facts: MessageFacts): string {
  const why = needs.length === 0 ? '' : `it needs ${needs.join(', which needs ')}`;
  if (facts.status !== 'open') return why === '' ? `${product}.` : `${product}: ${why}.`;
  if (why !== '') return `${product} ${inferred[effect]}: ${why}.`;
  const declared = facts.trouble.filter(({ name }) => name === product);
  if (declared.length === 0) return `${product} ${inferred[effect]}.`;
  return `${declaredTrouble({ trouble: declared, reach: facts.reach })}.`;
}

/** What heads a hit in a list: `Clinical system`. */
export function hitHeading({ role }: Hit): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}
