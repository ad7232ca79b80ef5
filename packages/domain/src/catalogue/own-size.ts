import type { Needers } from './needers.ts';
import { reachedFrom } from './needers.ts';
import type { OwnProduct } from './own-product.ts';

/** How much an ICB's own products are to search through, whoever asks. */
export interface OwnSize {
  products: number;
  /** Of all of them together. */
  dependencies: number;
  /**
   * The most of them that one chain of needs may pass. Those that stand in a loop count together:
   * a chain may go through each. A step by way of a role ends the count: at a practice each role is
   * passed once.
   */
  depth: number;
  /** Of all of them as JSON: whoever delivers an alert reads them all. */
  characters: number;
}

/** Measures an ICB's own products as they are together. */
export function ownSize(own: readonly OwnProduct[]): OwnSize {
  return {
    products: own.length,
    dependencies: own.reduce((sum, { dependencies }) => sum + dependencies.length, 0),
    depth: depthOf(needersOf(own)),
    characters: JSON.stringify(own).length,
  };
}

function needersOf(own: readonly OwnProduct[]): Needers {
  const needers = new Map(own.map(({ product }) => [String(product.id), new Set<string>()]));
  for (const { from, needs } of own.flatMap(({ dependencies }) => dependencies)) {
    if (!needers.has(from)) continue;
    for (const need of needs) needers.get(need)?.add(from);
  }
  return needers;
}

function depthOf(needers: Needers): number {
  const reached = new Map([...needers.keys()].map((id) => [id, reachedFrom(id, needers)]));
  const inLoop = (one: string, other: string): boolean =>
    one === other || Boolean(reached.get(one)?.has(other) && reached.get(other)?.has(one));
  const depths = new Map<string, number>();
  /** The most products on a chain from this one on, with those of its loop. */
  const depthFrom = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const loop = [...needers.keys()].filter((other) => inLoop(id, other));
    const after = loop
      .flatMap((each) => [...(needers.get(each) ?? [])])
      .filter((next) => !inLoop(id, next));
    const depth = loop.length + Math.max(0, ...after.map(depthFrom));
    for (const each of loop) depths.set(each, depth);
    return depth;
  };
  return Math.max(0, ...[...needers.keys()].map(depthFrom));
}
