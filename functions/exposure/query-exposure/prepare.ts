import { LRUCache } from 'lru-cache';
import type { Affected, Assess, Catalogue, KnockOn } from '@registry/domain';
import { createAssess, knockOns } from '@registry/domain';

/** A question worked out as far as it can be before the practices are known. */
export interface Prepared {
  assess: Assess;
  knockOns: readonly KnockOn[];
}

/**
 * Questions that were asked lately of each catalogue: their answers are kept with them, by roster.
 */
const lately = new WeakMap<Catalogue, LRUCache<string, Prepared>>();
const QUESTIONS = 50;

/** Prepares a question, or finds it prepared. `on` (ISO date) decides which dependencies hold. */
export function prepare(catalogue: Catalogue, affected: readonly Affected[], on: string): Prepared {
  const known = lately.get(catalogue) ?? new LRUCache<string, Prepared>({ max: QUESTIONS });
  lately.set(catalogue, known);
  const key = JSON.stringify([affected, on]);
  const prepared = known.get(key) ?? {
    assess: createAssess(catalogue, affected, on),
    knockOns: knockOns(catalogue, affected, on),
  };
  known.set(key, prepared);
  return prepared;
}
