import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Effect } from '../catalogue/dependency.ts';
import type { ProductId } from '../catalogue/product.ts';
import type { Affected, ExposureState, Impact, KnockOn, UnknownRole } from './answer.ts';
import { Role } from '../words/role.ts';
import type { RecordedRole } from '../register/roster.ts';
import { adviceAlong, affectedBy, byWorst, chainOf, compareCauses, extended } from './cause.ts';
import type { Cause } from './cause.ts';
import { roleItself, spread, stepsOf } from './spread.ts';
import type { World } from './spread.ts';
import { unnameableOf } from './unnameable.ts';

/** What an outage means for a practice with certain recorded roles. */
export interface Assessment {
  state: ExposureState;
  effect: Effect | undefined;
  impacts: readonly Impact[];
  unknownRoles: readonly UnknownRole[];
  /** Products in trouble that no record can name: where nothing else touches it, nobody can say. */
  unnameable: readonly ProductId[];
  /**
   * The recorded or assumed roles that an affected product could fill: the ground on which the
   * answer stands.
   */
  basis: readonly RecordedRole[];
}

type TouchedIn = (world: World, sure: World) => ReadonlyMap<string, Cause>;

/** Works out the exposure of any practice from its recorded roles. */
export type Assess = (recorded: readonly RecordedRole[]) => Assessment;

/**
 * Prepares one question. The rules: an affected product touches what needs it, and so on along the
 * chain; an effect passed on is never stronger than what it passes through; a need that any one of
 * several can meet is lost only when all are; of several explanations the strongest counts, then
 * the shortest. National services are taken to be used beside what is recorded, unless the record
 * says none. A practice that nothing recorded touches is unknown when a role of which nothing is
 * recorded, or on which sources contradict each other, could be touched by any product that may
 * fill it; and where a product in trouble can stand in no record, nor anything that needs it.
 * Advice that needs something touched, or does not fit the effect, is not given. `on` (ISO date)
 * decides which dependencies hold.
 */
export function createAssess(
  catalogue: Catalogue,
  affected: readonly Affected[],
  on: string,
): Assess {
  const touchedIn = prepareSpread(catalogue, affected, on);
  const candidates = candidatesByRole(catalogue);
  const assumed = assumedRoles(catalogue);
  const grounds = rolesFilledBy(catalogue, touchedIn(new Map(), new Map()));
  const adviceOf = prepareAdvice(catalogue);
  const inNoRecord = unnameableOf(affected, catalogue);
  return (recorded) => {
    const recordedAsNone = new Set(recorded.filter(isNone).map(({ role }) => role));
    const roles = [...recorded, ...assumed.filter(({ role }) => !recordedAsNone.has(role))];
    const certain = certainWorld(roles);
    const touched = touchedIn(certain, certain);
    const impacts = impactsOf(certain, touched, adviceOf);
    const effect = impacts.map((impact) => impact.effect).sort(byWorst)[0];
    const uncertain = effect ? [] : uncertainRoles(recorded, certain, candidates);
    const unknownRoles = touchable(uncertain, certain, touchedIn);
    const unnameable = effect ? [] : inNoRecord;
    const isUnknown = unknownRoles.length > 0 || unnameable.length > 0;
    return {
      state: effect ? 'hit' : isUnknown ? 'unknown' : 'not-hit',
      effect,
      impacts,
      unknownRoles,
      unnameable,
      basis: roles.filter(({ role }) => grounds.has(role)),
    };
  };
}

/**
 * Products that an outage touches and that fill no role at any practice: what stands behind others,
 * or serves patients.
 */
export function knockOns(
  catalogue: Catalogue,
  affected: readonly Affected[],
  on: string,
): KnockOn[] {
  const touched = prepareSpread(catalogue, affected, on)(new Map(), new Map());
  return catalogue.products.flatMap(({ id, roles }) => {
    const cause = touched.get(id);
    if (!cause || roles.length > 0 || affected.some(({ product }) => product === id)) return [];
    return [{ product: id, effect: cause.effect, because: chainOf(cause) }];
  });
}

function prepareSpread(
  { dependencies }: Catalogue,
  affected: readonly Affected[],
  on: string,
): TouchedIn {
  const steps = stepsOf(
    dependencies.filter(({ since, until }) => (since ?? on) <= on && on <= (until ?? on)),
  );
  const causes = new Map<string, Cause>();
  for (const { product, effect } of affected) {
    const cause = affectedBy(product, effect);
    const known = causes.get(product);
    if (!known || compareCauses(cause, known) < 0) causes.set(product, cause);
  }
  return (world, sure) => spread(causes, steps, { world, sure });
}

/** What certainly fills each role. */
function certainWorld(roles: readonly RecordedRole[]): World {
  const world = new Map<Role, readonly ProductId[]>();
  for (const { role, products, contradictory } of roles) {
    if (!contradictory) world.set(role, [...new Set([...(world.get(role) ?? []), ...products])]);
  }
  return world;
}

function isNone({ products, contradictory }: RecordedRole): boolean {
  return products.length === 0 && !contradictory;
}

type AdviceOf = (role: Role, cause: Cause, touched: ReadonlyMap<string, Cause>) => string[];

/**
 * Gives the advice on a role that is touched: what the chain brings, then the role's own; none that
 * needs what is touched.
 */
function prepareAdvice({ advice, roleAdvice = {} }: Catalogue): AdviceOf {
  const known = new Map(advice.map((each) => [each.id, each]));
  return (role, cause, touched) =>
    [...new Set([...adviceAlong(cause), ...(roleAdvice[role] ?? [])])].filter((id) => {
      const { needs = [], fits } = known.get(id) ?? {};
      if (fits && !fits.includes(cause.effect)) return false;
      return needs.every((need) => !touched.has(need) && !touched.has(roleItself(need)));
    });
}

function impactsOf(
  world: World,
  touched: ReadonlyMap<string, Cause>,
  adviceOf: AdviceOf,
): Impact[] {
  const found = [...world].flatMap(([role, products]) =>
    products.flatMap((product) => {
      const cause = causeAt(role, product, touched);
      return cause ? [{ role, product, cause }] : [];
    }),
  );
  // A product that its role has taken away is no help either.
  const lost = new Map([
    ...touched,
    ...found.map(({ product, cause }) => [product, cause] as const),
  ]);
  return found.map(({ role, product, cause }) => ({
    role,
    product,
    effect: cause.effect,
    because: chainOf(cause),
    advice: adviceOf(role, cause, lost),
  }));
}

/** A product at a practice is touched by itself, or because the role it fills is. */
function causeAt(
  role: Role,
  product: ProductId,
  touched: ReadonlyMap<string, Cause>,
): Cause | undefined {
  const byRole = touched.get(roleItself(role));
  const causes = [touched.get(product), byRole && extended(byRole, product)];
  return causes.filter((cause) => cause !== undefined).sort(compareCauses)[0];
}

/** A role of which too little is recorded to rely on it, and what may fill it. */
interface UncertainRole extends UnknownRole {
  candidates: readonly ProductId[];
  /** True when the role is sure to be there, and only what else may fill it is in doubt. */
  beside: boolean;
}

function uncertainRoles(
  recorded: readonly RecordedRole[],
  certain: World,
  candidatesOf: World,
): UncertainRole[] {
  const known = new Set(recorded.map(({ role }) => role));
  return [
    ...recorded
      .filter(({ contradictory }) => contradictory)
      .map(({ role, products }) => ({
        role,
        reason: 'contradictory' as const,
        products,
        candidates: products,
        beside: false,
      })),
    ...Role.options
      .filter((role) => !known.has(role))
      .map((role) => {
        const sure = certain.get(role) ?? [];
        const candidates = (candidatesOf.get(role) ?? []).filter((each) => !sure.includes(each));
        const reason = 'not-recorded' as const;
        return { role, reason, products: [], candidates, beside: sure.length > 0 };
      }),
  ];
}

/** Those uncertain roles that the outage could touch, whatever fills them. */
function touchable(
  uncertain: readonly UncertainRole[],
  certain: World,
  touchedIn: TouchedIn,
): UnknownRole[] {
  if (uncertain.length === 0) return [];
  const possible = new Map(certain);
  for (const { role, candidates } of uncertain) {
    possible.set(role, [...(certain.get(role) ?? []), ...candidates]);
  }
  const touched = touchedIn(possible, certain);
  return uncertain
    .filter(({ role, candidates, beside }) =>
      candidates.some((each) => (beside ? touched.has(each) : causeAt(role, each, touched))),
    )
    .map(({ role, reason, products }) => ({ role, reason, products }));
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
