import type { DirectoryReceipt } from '@registry/contract';
import type { DirectoryChange, IcbCode, OdsCode, PracticeRecord } from '@registry/domain';
import { isContradicted } from '@registry/domain';

/**
 * Practices that another ICB holds and that this one is to have, each with its record there and
 * here.
 */
interface Moves {
  from: IcbCode;
  moves: readonly { was: PracticeRecord; becomes: PracticeRecord }[];
}

/**
 * What was decided in every attempt of a load: one that another writer interrupted has done part of
 * it already.
 */
export interface Tally {
  created: Set<OdsCode>;
  changed: Set<OdsCode>;
  left: Set<OdsCode>;
  contradicted: Set<OdsCode>;
  /** ICB that each came from. */
  moved: Map<OdsCode, IcbCode>;
  predecessors: Set<IcbCode>;
}

/** Nothing yet. */
export function createTally(): Tally {
  return {
    created: new Set(),
    changed: new Set(),
    left: new Set(),
    contradicted: new Set(),
    moved: new Map(),
    predecessors: new Set(),
  };
}

/** Adds what one attempt decided. */
export function addDecisions(
  tally: Tally,
  change: DirectoryChange,
  arrivals: readonly Moves[],
): void {
  for (const what of ['created', 'changed', 'left', 'contradicted'] as const)
    for (const odsCode of change[what]) tally[what].add(odsCode);
  for (const { from, moves } of arrivals)
    for (const { was, becomes } of moves) {
      tally.moved.set(was.odsCode, from);
      if (isContradicted(becomes)) tally.contradicted.add(was.odsCode);
    }
}

/** What a load of so many practices did, over all its attempts; each practice is counted once. */
export function receiptOf(icb: IcbCode, practices: number, tally: Tally): DirectoryReceipt {
  const { moved } = tally;
  const created = [...tally.created].filter((odsCode) => !moved.has(odsCode)).length;
  const touched = new Set([...tally.created, ...tally.changed, ...moved.keys()]).size;
  const movedFrom = Map.groupBy(moved.keys(), (odsCode) => moved.get(odsCode) ?? icb);
  return {
    icb,
    practices,
    created,
    changed: touched - created - moved.size,
    unchanged: practices - touched,
    movedFrom: [...movedFrom].map(([from, odsCodes]) => ({ icb: from, odsCodes })),
    predecessors: [...tally.predecessors].filter((code) => code !== icb).sort(),
    left: [...tally.left].sort(),
    contradicted: [...tally.contradicted].sort(),
  };
}
