import {
  effects,
  Role,
  type Affected,
  type Catalogue,
  type Dependency,
  type Effect,
  type ExposureState,
  type Impact,
  type ProductId,
  type RecordedRole,
  type UnknownRole,
} from '@registry/domain';

/** What the rules say of one practice. */
interface Verdict {
  state: ExposureState;
  effect: Effect | undefined;
  impacts: Impact[];
  unknownRoles: UnknownRole[];
  unnameable: ProductId[];
}

/** Why something is touched, and how badly. */
interface Cause {
  effect: Effect;
  /** From the affected product to what is touched. */
  because: string[];
  advice: string[];
}

/**
 * What fills each role, in one supposed state of a practice; a role that nothing fills is left out.
 */
type Filled = ReadonlyMap<Role, readonly ProductId[]>;

/**
 * What is touched: by product, by role through whatever fills it, and by role through the role's
 * own needs.
 */
interface Touched {
  products: Map<string, Cause>;
  roles: Map<string, Cause>;
  rolesThemselves: Map<string, Cause>;
}

/**
 * What the record leaves open about a role: the products it may be, and how it may turn out to be
 * touched.
 */
interface Doubt {
  role: Role;
  candidates: readonly ProductId[];
  reason: UnknownRole['reason'];
  /** What to show of it. */
  named: ProductId[];
  /**
   * True when something is assumed in the role: another product counts only when touched in itself.
   */
  onlyAssumed: boolean;
}

/** One question: what is affected, and the dependencies that hold on its day. */
interface Question {
  catalogue: Catalogue;
  holding: Dependency[];
  affected: readonly Affected[];
}

/**
 * The rules of exposure read slowly, to hold the engine against: every question is answered from
 * nothing, going round until nothing changes, and every doubt by supposing each way in which it may
 * turn out: each role in doubt filled by one candidate or by none. When there are more than
 * `mostSupposed` ways, one way that holds every candidate stands for them all.
 */
export function judge(
  catalogue: Catalogue,
  affected: readonly Affected[],
  on: string,
  recorded: readonly RecordedRole[],
  mostSupposed = 60,
): Verdict {
  const holding = catalogue.dependencies.filter(
    ({ since, until }) => !(since && on < since) && !(until && until < on),
  );
  const question = { catalogue, holding, affected };
  const { certain, doubts } = read(catalogue, recorded);
  const touched = spread(question, certain, certain);
  const impacts = impactsOf(catalogue, certain, touched);
  if (impacts.length > 0) {
    const worst = Math.max(...impacts.map(({ effect }) => strength(effect)));
    return { state: 'hit', effect: effects[worst], impacts, unknownRoles: [], unnameable: [] };
  }
  const unknownRoles = unknownOf(question, certain, doubts, mostSupposed);
  const unnameable = affected.map(({ product }) => product).filter(unnameableIn(catalogue));
  const isUnknown = unknownRoles.length > 0 || unnameable.length > 0;
  const state = isUnknown ? 'unknown' : 'not-hit';
  return { state, effect: undefined, impacts, unknownRoles, unnameable };
}

/**
 * Whether no record can show that a practice is touched: neither the product nor any that needs it,
 * at whatever remove, on whatever day and whatever else would do, can stand in a record.
 */
function unnameableIn({ products, dependencies }: Catalogue): (product: ProductId) => boolean {
  const canStandInRecord = (id: string): boolean =>
    isRole(id) || products.some((each) => each.id === id && each.roles.length > 0);
  const reached = (from: ReadonlySet<string>): ReadonlySet<string> => {
    const next = dependencies.filter(({ needs }) => needs.some((need) => from.has(need)));
    const wider = new Set([...from, ...next.map((each) => each.from)]);
    return wider.size === from.size ? wider : reached(wider);
  };
  return (product) => ![...reached(new Set([product]))].some(canStandInRecord);
}

/** What a record leaves certain, and what open. */
function read(
  { products }: Catalogue,
  recorded: readonly RecordedRole[],
): { certain: Filled; doubts: Doubt[] } {
  const certain = new Map<Role, ProductId[]>();
  const doubts: Doubt[] = [];
  for (const role of Role.options) {
    const said = recorded.find((each) => each.role === role);
    const able = products.filter(({ roles }) => roles.includes(role));
    const assumed = able.filter((each) => each.assumed).map(({ id }) => id);
    const saidNone = said?.products.length === 0 && !said.contradictory;
    const known = said && !said.contradictory ? said.products : [];
    const there = saidNone ? [] : [...new Set([...known, ...assumed])];
    if (there.length > 0) certain.set(role, there);
    if (said && !said.contradictory) continue;
    const unnamed = able.map(({ id }) => id).filter((id) => !there.includes(id));
    doubts.push({
      role,
      candidates: said?.products ?? unnamed,
      reason: said ? 'contradictory' : 'not-recorded',
      named: said?.products ?? [],
      onlyAssumed: !said && there.length > 0,
    });
  }
  return { certain, doubts };
}

/**
 * What a supposed state of a practice has touched. Only a role that the practice is `sure` to have
 * can be counted on to meet a need in place of another. Goes round until a round changes nothing.
 * Each round works out every cause anew from those of the round before.
 */
function spread(question: Question, filled: Filled, sure: Filled): Touched {
  let touched: Touched = { products: new Map(), roles: new Map(), rolesThemselves: new Map() };
  for (let round = 0; round < 2000; round += 1) {
    const next = nextRound(question, filled, sure, touched);
    if (JSON.stringify(listed(next)) === JSON.stringify(listed(touched))) return next;
    touched = next;
  }
  throw new Error('The oracle goes round for ever; each catalogue should come to rest.');
}

function listed({ products, roles, rolesThemselves }: Touched): unknown {
  return [products, roles, rolesThemselves].map((causes) => [...causes].sort());
}

function nextRound(
  { holding, affected }: Question,
  filled: Filled,
  sure: Filled,
  before: Touched,
): Touched {
  const next: Touched = { products: new Map(), roles: new Map(), rolesThemselves: new Map() };
  for (const { product, effect } of affected) {
    better(next.products, product, { effect, because: [product], advice: [] });
  }
  for (const dependency of holding) {
    const lost = throughNeeds(dependency, sure, before);
    if (!lost) continue;
    const cause = {
      effect: lesser(lost.effect, dependency.effect),
      because: [...lost.because, dependency.from],
      advice: [...new Set([...lost.advice, ...dependency.advice])],
    };
    better(isRole(dependency.from) ? next.rolesThemselves : next.products, dependency.from, cause);
  }
  for (const [role, products] of filled) {
    for (const product of products) {
      const cause = before.products.get(product);
      if (cause) better(next.roles, role, { ...cause, because: [...cause.because, role] });
    }
    const itself = before.rolesThemselves.get(role);
    if (itself) better(next.roles, role, itself);
  }
  return next;
}

/**
 * The cause that a dependency passes on: that of the least touched of the needs counted on, all of
 * which must be lost.
 */
function throughNeeds(
  { needs }: Dependency,
  sure: Filled,
  { products, roles }: Touched,
): Cause | undefined {
  const causeOf = (need: string): Cause | undefined =>
    isRole(need) ? roles.get(need) : products.get(need);
  const counted = needs.filter((need) => !isRole(need) || sure.has(need)).map(causeOf);
  const defined = counted.filter((cause) => cause !== undefined);
  if (counted.length > 0) return defined.length < counted.length ? undefined : best(defined, -1);
  return best(
    needs.map(causeOf).filter((cause) => cause !== undefined),
    1,
  );
}

function impactsOf({ advice, roleAdvice = {} }: Catalogue, certain: Filled, touched: Touched) {
  const found = [...certain].flatMap(([role, products]) =>
    products.flatMap((product) => {
      const itself = touched.rolesThemselves.get(role);
      const asRole = itself && { ...itself, because: [...itself.because.slice(0, -1), product] };
      const causes = [touched.products.get(product), asRole].filter((each) => each !== undefined);
      const cause = best(causes, 1);
      return cause ? [{ role, product, ...cause }] : [];
    }),
  );
  const lost = new Set([
    ...touched.products.keys(),
    ...touched.roles.keys(),
    ...touched.rolesThemselves.keys(),
    ...found.map(({ product }) => product),
  ]);
  const isFollowable = (id: string, effect: Effect): boolean =>
    advice.some(
      ({ id: each, needs = [], fits = [effect] }) =>
        each === id && fits.includes(effect) && !needs.some((need) => lost.has(need)),
    );
  return found.map((impact) => ({
    ...impact,
    advice: [...new Set([...impact.advice, ...(roleAdvice[impact.role] ?? [])])].filter((id) =>
      isFollowable(id, impact.effect),
    ),
  }));
}

/**
 * The roles in doubt that some way of filling them, together with the others, could have touched.
 */
function unknownOf(
  question: Question,
  certain: Filled,
  doubts: readonly Doubt[],
  mostSupposed: number,
): UnknownRole[] {
  const touchable = new Set<Role>();
  for (const filled of supposed(certain, doubts, mostSupposed)) {
    const touched = spread(question, filled, certain);
    for (const { role, candidates, onlyAssumed } of doubts) {
      const present = candidates.filter((id) => filled.get(role)?.includes(id));
      const asRole = !onlyAssumed && touched.rolesThemselves.has(role);
      if (present.some((id) => asRole || touched.products.has(id))) touchable.add(role);
    }
  }
  return doubts
    .filter(({ role }) => touchable.has(role))
    .map(({ role, reason, named }) => ({ role, reason, products: named }));
}

/**
 * Every way to fill the roles in doubt, each with one candidate or none; or, when they are too
 * many, with every candidate at once.
 */
function supposed(certain: Filled, doubts: readonly Doubt[], most: number): Filled[] {
  const beside = (filled: Filled, role: Role, more: readonly ProductId[]): Filled =>
    new Map(filled).set(role, [...(certain.get(role) ?? []), ...more]);
  const open = doubts.filter(({ candidates }) => candidates.length > 0);
  const ways = open.reduce((product, { candidates }) => product * (candidates.length + 1), 1);
  if (ways > most) {
    return [open.reduce((filled, each) => beside(filled, each.role, each.candidates), certain)];
  }
  return open.reduce<Filled[]>(
    (all, { role, candidates }) =>
      all.flatMap((filled) => [filled, ...candidates.map((id) => beside(filled, role, [id]))]),
    [certain],
  );
}

function isRole(id: string): id is Role {
  return Role.options.some((role) => role === id);
}

function strength(effect: Effect): number {
  return effects.indexOf(effect);
}

function lesser(one: Effect, other: Effect): Effect {
  return strength(one) < strength(other) ? one : other;
}

/**
 * Which of two explanations counts: the worst effect, then the shortest chain, then the alphabet,
 * then the most advice. Negative when it is `one`.
 */
function compare(one: Cause, other: Cause): number {
  return (
    strength(other.effect) - strength(one.effect) ||
    one.because.length - other.because.length ||
    alphabetical(one.because, other.because) ||
    other.advice.length - one.advice.length ||
    alphabetical(one.advice, other.advice)
  );
}

function alphabetical(one: readonly string[], other: readonly string[]): number {
  const [a, b] = [one.join(' '), other.join(' ')];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The explanation that counts (`sign` 1), or the one that counts least (−1). */
function best(causes: readonly Cause[], sign: 1 | -1): Cause | undefined {
  return causes.toSorted((a, b) => sign * compare(a, b))[0];
}

function better(causes: Map<string, Cause>, id: string, cause: Cause): void {
  const known = causes.get(id);
  if (!known || compare(cause, known) < 0) causes.set(id, cause);
}
