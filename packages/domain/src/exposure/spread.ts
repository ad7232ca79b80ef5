import type { Dependency, Effect } from '../catalogue/dependency.ts';
import type { ProductId } from '../catalogue/product.ts';
import { Role } from '../words/role.ts';
import type { Cause } from './cause.ts';
import { compareCauses, extended, weakened } from './cause.ts';
import { createHeap } from './heap.ts';

/** Products that fill each role in one possible state of a practice. */
export type World = ReadonlyMap<Role, readonly ProductId[]>;

/** A dependency as the search uses it: what it touches, and what the step adds to the chain. */
interface Step {
  target: string;
  /** Ids of products and roles; with the role where it is one. */
  needs: ReadonlyMap<string, Role | undefined>;
  effect: Effect;
  advice: readonly string[];
  adds: string | undefined;
}

/** Steps by each thing that they need. */
export type Steps = ReadonlyMap<string, readonly Step[]>;

/** The node of what a role itself needs, whichever products fill it. */
export function roleItself(role: string): string {
  return `${role}!`;
}

/** Prepares dependencies for `spread`. */
export function stepsOf(dependencies: readonly Dependency[]): Steps {
  const byNeed = new Map<string, Step[]>();
  for (const { from, needs, effect, advice } of dependencies) {
    const role = Role.safeParse(from).data;
    const step = {
      target: role ? roleItself(role) : from,
      needs: new Map(needs.map((id) => [id, Role.safeParse(id).data])),
      effect,
      advice,
      adds: role ? undefined : from,
    };
    for (const need of step.needs.keys()) append(byNeed, need, step);
  }
  return byNeed;
}

/**
 * Follows needs from the affected products through one world and gives the best cause of every
 * product and role touched, by its id (and `roleItself` for roles lost through a need of their
 * own). Causes are settled best first (Knuth's generalisation of Dijkstra's algorithm), each once:
 * loops end, and the order of the data does not matter. Only a role that the practice is `sure` to
 * have can meet a need in place of another. Each need of each dependency is looked at once, and
 * takes no more of `compare` than the frontier has levels.
 */
export function spread(
  affected: ReadonlyMap<string, Cause>,
  steps: Steps,
  { world, sure }: { world: World; sure: World },
  compare: typeof compareCauses = compareCauses,
): Map<string, Cause> {
  const settled = new Map<string, Cause>();
  const frontier = createFrontier(compare);
  const roles = rolesByWhatTouches(world);
  const lose = countLosses(sure);
  for (const [node, cause] of affected) frontier.add(node, cause);
  for (let next = frontier.take(); next; next = frontier.take()) {
    const { node, cause } = next;
    if (settled.has(node)) continue;
    settled.set(node, cause);
    for (const role of roles.get(node) ?? []) frontier.add(role, extended(cause, role));
    for (const step of steps.get(node) ?? []) {
      // The need settled last is the least touched of the alternatives: it decides the effect.
      if (lose(step, node)) frontier.add(step.target, passOn(cause, step));
    }
  }
  return settled;
}

/** What is reached, the best first; what explains no better than what is known is left out. */
function createFrontier(compare: typeof compareCauses) {
  const heap = createHeap<{ node: string; cause: Cause }>((a, b) => compare(a.cause, b.cause));
  const known = new Map<string, Cause>();
  return {
    add(node: string, cause: Cause): void {
      const before = known.get(node);
      if (before && compare(before, cause) <= 0) return;
      known.set(node, cause);
      heap.push({ node, cause });
    },
    take: () => heap.pop(),
  };
}

/** The roles that each node touches: those that the product fills, or the role itself. */
function rolesByWhatTouches(world: World): Map<string, Role[]> {
  const found = new Map<string, Role[]>();
  for (const [role, products] of world) {
    if (products.length === 0) continue;
    for (const node of new Set([roleItself(role), ...products])) append(found, node, role);
  }
  return found;
}

/**
 * Tells of a need that has just been lost whether its step has now lost all that count: products,
 * and roles that the practice is sure to have.
 */
function countLosses(sure: World): (step: Step, node: string) => boolean {
  const left = new Map<Step, number>();
  const counts = (role: Role | undefined): boolean =>
    role === undefined || (sure.get(role) ?? []).length > 0;
  return (step, node) => {
    const before = left.get(step) ?? [...step.needs.values()].filter(counts).length;
    const now = counts(step.needs.get(node)) ? before - 1 : before;
    left.set(step, now);
    return now === 0;
  };
}

function passOn(cause: Cause, { effect, advice, adds }: Step): Cause {
  const passed = weakened(cause, effect, advice);
  return adds === undefined ? passed : extended(passed, adds);
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
