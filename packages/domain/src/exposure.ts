import type { Catalogue, Effect, ProductId } from './catalogue.ts';
import type { ExposureState, Impact, UnknownRole } from './exposure-answer.ts';
import { Role } from './role.ts';
import type { RecordedRole } from './roster.ts';
import { byWorst, compareCauses, roleItself, spread, stepsOf } from './spread.ts';
import type { Cause, World } from './spread.ts';

/** A product in trouble, and how badly. */
export interface Affected {
  product: ProductId;
  effect: Effect;
}

/** What an outage means for a practice with certain recorded roles. */
export interface Assessment {
  state: ExposureState;
  effect: Effect | undefined;
  impacts: readonly Impact[];
  unknownRoles: readonly UnknownRole[];
  /** The recorded or assumed roles that an affected product could fill: the ground on which the answer stands. */
  basis: readonly RecordedRole[];
}

type TouchedIn = (world: World, sure: World) => ReadonlyMap<string, Cause>;

/** Works out the exposure of any practice from its recorded roles. */
export type Assess = (recorded: readonly RecordedRole[]) => Assessment;

/**
 * Prepares one question. The rules: an affected product touches what needs it, and so on along the chain;
 * an effect passed on is never stronger than what it passes through; a need that any one of several can meet is lost
 * only when all are; of several explanations the strongest counts, then the shortest. A practice that nothing recorded
 * touches is unknown when a role of which nothing is recorded, or on which sources contradict each other, could be touched
 * by any product that may fill it. `on` (ISO date) decides which dependencies hold.
 */
export function createAssess(
  catalogue: Catalogue,
  affected: readonly Affected[],
  on: string,
): Assess {
  const steps = stepsOf(
    catalogue.dependencies.filter(({ since, until }) => (since ?? on) <= on && on <= (until ?? on)),
  );
  const causes = new Map<string, Cause>();
  for (const { product, effect } of affected) {
    const cause = { effect, because: [product], advice: [] };
    const known = causes.get(product);
    if (!known || compareCauses(cause, known) < 0) causes.set(product, cause);
  }
  const touchedIn: TouchedIn = (world, sure) => spread(causes, steps, world, sure);
  const assumed = assumedRoles(catalogue);
  const candidates = candidatesByRole(catalogue);
  const grounds = rolesFilledBy(catalogue, touchedIn(new Map(), new Map()));
  return (recorded) => {
    const known = new Set(recorded.map(({ role }) => role));
    const roles = [...recorded, ...assumed.filter(({ role }) => !known.has(role))];
    const certain = new Map(
      roles.filter((each) => !each.contradictory).map(({ role, products }) => [role, products]),
    );
    const impacts = impactsOf(certain, touchedIn(certain, certain), catalogue.roleAdvice ?? {});
    const effect = impacts.map((impact) => impact.effect).sort(byWorst)[0];
    const unknownRoles = effect ? [] : unknownIn(roles, certain, candidates, touchedIn);
    return {
      state: effect ? 'hit' : unknownRoles.length > 0 ? 'unknown' : 'not-hit',
      effect,
      impacts,
      unknownRoles,
      basis: roles.filter(({ role }) => grounds.has(role)),
    };
  };
}

function impactsOf(
  world: World,
  touched: ReadonlyMap<string, Cause>,
  roleAdvice: Partial<Record<Role, readonly string[]>>,
): Impact[] {
  return [...world].flatMap(([role, products]) =>
    products.flatMap((product) => {
      const cause = causeAt(role, product, touched);
      if (!cause) return [];
      const { effect, because } = cause;
      const advice = [...new Set([...cause.advice, ...(roleAdvice[role] ?? [])])];
      return [{ role, product, effect, because: [...because], advice }];
    }),
  );
}

/** A product at a practice is touched by itself, or because the role it fills is. */
function causeAt(
  role: Role,
  product: ProductId,
  touched: ReadonlyMap<string, Cause>,
): Cause | undefined {
  const byRole = touched.get(roleItself(role));
  const causes = [
    touched.get(product),
    byRole && { ...byRole, because: [...byRole.because, product] },
  ];
  return causes.filter((cause) => cause !== undefined).sort(compareCauses)[0];
}

function unknownIn(
  roles: readonly RecordedRole[],
  certain: World,
  candidates: World,
  touchedIn: TouchedIn,
): UnknownRole[] {
  const recorded = new Set(roles.map(({ role }) => role));
  const uncertain: UnknownRole[] = [
    ...roles
      .filter(({ contradictory }) => contradictory)
      .map(({ role, products }) => ({ role, reason: 'contradictory' as const, products })),
    ...Role.options
      .filter((role) => !recorded.has(role))
      .map((role) => ({ role, reason: 'not-recorded' as const, products: [] })),
  ];
  const possible = new Map(certain);
  for (const { role, reason, products } of uncertain) {
    possible.set(role, reason === 'contradictory' ? products : (candidates.get(role) ?? []));
  }
  const touched = touchedIn(possible, certain);
  return uncertain.filter(({ role }) =>
    possible.get(role)?.some((product) => causeAt(role, product, touched)),
  );
}

function candidatesByRole(catalogue: Catalogue): World {
  return new Map(
    Role.options.map((role) => [
      role,
      catalogue.products.filter(({ roles }) => roles.includes(role)).map(({ id }) => id),
    ]),
  );
}

/** National services that every practice is taken to use unless its record says otherwise. */
function assumedRoles(catalogue: Catalogue): RecordedRole[] {
  return [...candidatesByRole(catalogue)].flatMap(([role, products]) => {
    const assumed = products.filter(
      (product) => catalogue.products.find(({ id }) => id === product)?.assumed,
    );
    return assumed.length === 0
      ? []
      : [{ role, products: assumed, contradictory: false, provenance: 'assumed' as const }];
  });
}

function rolesFilledBy(catalogue: Catalogue, touched: ReadonlyMap<string, Cause>): Set<Role> {
  return new Set(
    catalogue.products.filter(({ id }) => touched.has(id)).flatMap(({ roles }) => roles),
  );
}
