import type { Dependency, Effect } from '../catalogue/dependency.ts';
import type { ProductId } from '../catalogue/product.ts';
import { effects } from '../catalogue/dependency.ts';
import { Role } from '../words/role.ts';

/**
 * Why something is touched: how badly, by which chain from the affected product, and the advice
 * along it.
 */
export interface Cause {
  effect: Effect;
  because: readonly string[];
  advice: readonly string[];
}

/** Products that fill each role in one possible state of a practice. */
export type World = ReadonlyMap<Role, readonly ProductId[]>;

/** A dependency as the search uses it: what it touches, and what the step adds to the chain. */
interface Step {
  target: string;
  needs: readonly { id: string; role: Role | undefined }[];
  effect: Effect;
  advice: readonly string[];
  adds: string | undefined;
}

/** Steps by each thing that they need. */
export type Steps = ReadonlyMap<string, readonly Step[]>;

const strength = (effect: Effect): number => effects.indexOf(effect);

/** Negative when `a` is worse than `b`. */
export function byWorst(a: Effect, b: Effect): number {
  return strength(b) - strength(a);
}

/** The node of what a role itself needs, whichever products fill it. */
export function roleItself(role: string): string {
  return `${role}!`;
}

/**
 * Negative when `a` explains better: stronger effect, shorter chain, alphabetical, with more
 * advice. Zero only for the same.
 */
export function compareCauses(a: Cause, b: Cause): number {
  return (
    byWorst(a.effect, b.effect) ||
    a.because.length - b.because.length ||
    alphabetically(a.because, b.because) ||
    b.advice.length - a.advice.length ||
    alphabetically(a.advice, b.advice)
  );
}

function alphabetically(a: readonly string[], b: readonly string[]): number {
  const [one, other] = [a.join(' '), b.join(' ')];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Prepares dependencies for `spread`. */
export function stepsOf(dependencies: readonly Dependency[]): Steps {
  const byNeed = new Map<string, Step[]>();
  for (const { from, needs, effect, advice } of dependencies) {
    const role = Role.safeParse(from).data;
    const step = {
      target: role ? roleItself(role) : from,
      needs: needs.map((id) => ({ id, role: Role.safeParse(id).data })),
      effect,
      advice,
      adds: role ? undefined : from,
    };
    for (const need of needs) byNeed.set(need, [...(byNeed.get(need) ?? []), step]);
  }
  return byNeed;
}

/**
 * Follows needs from the affected products through one world and gives the best cause of every
 * product and role touched, by its id (and `roleItself` for roles lost through a need of their
 * own). Causes are settled best first (Knuth's generalisation of Dijkstra's algorithm), each once:
 * loops end, and the order of the data does not matter. Only a role that the practice is `sure` to
 * have can meet a need in place of another.
 */
export function spread(
  affected: ReadonlyMap<string, Cause>,
  steps: Steps,
  world: World,
  sure: World,
): Map<string, Cause> {
  const settled = new Map<string, Cause>();
  const frontier = [...affected].map(([node, cause]) => ({ node, cause }));
  for (let next = takeBest(frontier); next; next = takeBest(frontier)) {
    const { node, cause } = next;
    if (settled.has(node)) continue;
    settled.set(node, cause);
    for (const [role, products] of world) {
      const fills = products.some((product) => product === node || node === roleItself(role));
      if (fills)
        frontier.push({ node: role, cause: { ...cause, because: [...cause.because, role] } });
    }
    for (const step of steps.get(node) ?? []) {
      // The need settled last is the least touched of the alternatives: it decides the effect.
      if (step.needs.every(({ id, role }) => settled.has(id) || !has(sure, role))) {
        frontier.push({ node: step.target, cause: passOn(cause, step) });
      }
    }
  }
  return settled;
}

function has(world: World, role: Role | undefined): boolean {
  return role === undefined || (world.get(role)?.length ?? 0) > 0;
}

function passOn(cause: Cause, { effect, advice, adds }: Step): Cause {
  return {
    effect: byWorst(effect, cause.effect) < 0 ? cause.effect : effect,
    because: adds === undefined ? cause.because : [...cause.because, adds],
    advice: advice.length === 0 ? cause.advice : [...new Set([...cause.advice, ...advice])],
  };
}

function takeBest<T extends { cause: Cause }>(frontier: T[]): T | undefined {
  let best = 0;
  frontier.forEach((each, index) => {
    const held = frontier[best];
    if (held && compareCauses(each.cause, held.cause) < 0) best = index;
  });
  return frontier.splice(best, 1)[0];
}
