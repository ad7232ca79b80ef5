import type { Effect } from '../catalogue/dependency.ts';
import { effects } from '../catalogue/dependency.ts';
import type { Reach } from '../exposure/answer.ts';
import type { OutageStatus } from '../outage/outage.ts';

/** A product in trouble by its name, and how badly as that was declared. */
export interface NamedTrouble {
  name: string;
  effect: Effect;
}

/** What a headline is made from. */
export interface HeadlineFacts {
  trouble: readonly NamedTrouble[];
  reach: Reach;
  status: OutageStatus;
  /** True when the outage is taken back: it was declared in error. */
  withdrawn: boolean;
  practice: string;
  odsCode: string;
  /** True when nobody can say whether the practice uses it, itself included: it is asked. */
  asksUse: boolean;
  /** True when the practice's own latest word is that it is down, wholly or partly. */
  saysDown: boolean;
  /**
   * True when this is the first the practice hears of the outage, so that it needs the whole story.
   */
  firstHeard: boolean;
}

const declaredWords: Readonly<Record<Effect, string>> = {
  unavailable: 'down',
  unsafe: 'not safe to use',
  degraded: 'slow',
};

/** Names in a sentence, two at most: `EMIS Web and Docman`, `EMIS Web, Docman and 3 more`. */
export function namesOf(names: readonly string[]): string {
  const [first = '', second, ...more] = names;
  if (second === undefined) return first;
  return more.length === 0
    ? `${first} and ${second}`
    : `${first}, ${second} and ${more.length} more`;
}

/** `was` of one product, `were` of several. */
function wasOrWere(products: readonly unknown[]): 'was' | 'were' {
  return products.length > 1 ? 'were' : 'was';
}

/** `is` of one product, `are` of several. */
export function isOrAre(products: readonly unknown[]): 'is' | 'are' {
  return products.length > 1 ? 'are' : 'is';
}

/**
 * What was declared, as plainly as it was: `EMIS Web is down`, `EMIS Web is slow for some`, `EMIS
 * Web is down, Docman is slow`. What is declared is no inference: it says "is".
 */
export function declaredTrouble(facts: Pick<HeadlineFacts, 'trouble' | 'reach'>): string {
  return troubleIn(facts, isOrAre);
}

function troubleIn(
  { trouble, reach }: Pick<HeadlineFacts, 'trouble' | 'reach'>,
  verbOf: (products: readonly unknown[]) => string,
): string {
  const whom = reach === 'some' ? ' for some' : '';
  return [...effects]
    .reverse()
    .flatMap((effect) => {
      const names = trouble.filter((each) => each.effect === effect).map(({ name }) => name);
      if (names.length === 0) return [];
      return [`${namesOf(names)} ${verbOf(names)} ${declaredWords[effect]}${whom}`];
    })
    .join(', ');
}

/**
 * The news in one or two plain sentences, at the practice of that name. Whoever says that it is
 * down for them is never told all-clear: they are asked.
 */
export function headlineOf(facts: HeadlineFacts, practice = facts.practice): string {
  const products = namesOf(facts.trouble.map(({ name }) => name));
  const verb = isOrAre(facts.trouble);
  const [wasDown, isBack] = verb === 'is' ? ['it was', 'is it'] : ['they were', 'are they'];
  if (facts.withdrawn)
    return `We take back what we told you of ${products}: it was declared in error.`;
  switch (facts.status) {
    case 'open':
      return facts.asksUse
        ? `${declaredTrouble(facts)}. We do not know whether ${practice} uses ${verb === 'is' ? 'it' : 'them'}: do you?`
        : `${declaredTrouble(facts)}. ${practice} may be affected.`;
    case 'recovering':
      return facts.firstHeard
        ? `${troubleIn(facts, wasOrWere)}, and ${verb} coming back. ${practice} may have been affected.`
        : `${products} ${verb} coming back.`;
    case 'resolved':
      return facts.saysDown
        ? `We hear that ${products} ${verb} back. You told us ${wasDown} down: ${isBack} back?`
        : `${products}, all clear.`;
  }
}
