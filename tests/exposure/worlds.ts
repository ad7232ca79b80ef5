import * as fc from 'fast-check';
import {
  createAssess,
  effects,
  IcbCode,
  OdsCode,
  ProductId,
  Role,
  type Affected,
  type Assessment,
  type Catalogue,
  type Dependency,
  type Effect,
  type ExposureState,
  type Impact,
  type Product,
  type RecordedRole,
  type Roster,
} from '@registry/domain';
import { judge } from './oracle.ts';

/** Everything one question is asked of. */
export interface World {
  catalogue: Catalogue;
  rosters: Roster[];
  affected: Affected[];
}

/** The day on which every made-up question is asked. */
export const DAY = '2026-08-01';

/**
 * Mostly the first few, on which much then stands, and now and then any: taken modulo what there
 * is.
 */
const pick = fc.oneof(fc.nat(11), fc.nat(9999));
const day = fc.constantFrom('2026-07-01', '2026-07-31', DAY, '2026-08-02', '2026-12-31');
const sometimes = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(each, { nil: undefined, freq: 3 });

const product = fc.record({ fills: fc.array(pick, { maxLength: 3 }), assumed: fc.nat(11) });
const dependency = fc.record({
  fromRole: fc.nat(3),
  from: pick,
  needs: fc.array(fc.record({ role: fc.nat(2), which: pick }), { minLength: 1, maxLength: 3 }),
  one: fc.boolean(),
  effect: fc.constantFrom(...effects),
  since: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: day }),
  until: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: day }),
  advice: fc.array(fc.nat(5), { maxLength: 2 }),
});
const advice = fc.array(
  sometimes(fc.array(fc.record({ role: fc.nat(1), which: pick }), { minLength: 1, maxLength: 2 })),
  { minLength: 6, maxLength: 6 },
);
const roleAdvice = fc.array(fc.record({ role: pick, advice: fc.nat(5) }), { maxLength: 4 });

/** What is said of one role: nothing, none, one or two products, or two sources at odds. */
const said = fc.record({
  how: fc.constantFrom('nothing', 'none', 'products', 'products', 'products', 'at odds'),
  which: fc.array(pick, { minLength: 1, maxLength: 2 }),
  provenance: fc.constantFrom('declared', 'supplied', 'published'),
});
const profile = fc.array(said, { minLength: 14, maxLength: 14 });
const row = fc.record({
  profile: pick,
  icb: fc.nat(2),
  subIcb: sometimes(fc.nat(1)),
  /** One may have practices in several ICBs. */
  pcn: sometimes(fc.nat(4)),
  listSize: sometimes(fc.nat(30_000)),
});
const troubled = fc.record({ product: pick, effect: fc.constantFrom(...effects) });
const affected = fc.oneof(
  fc.array(troubled, { minLength: 1, maxLength: 1 }),
  fc.array(troubled, { minLength: 1, maxLength: 5 }),
);

/** What the generator draws: numbers that shrink well, made into a world by `made`. */
interface Draft {
  roles: number;
  products: { fills: number[]; assumed: number }[];
  dependencies: {
    fromRole: number;
    from: number;
    needs: { role: number; which: number }[];
    one: boolean;
    effect: Effect;
    since: string | undefined;
    until: string | undefined;
    advice: number[];
  }[];
  advice: ({ role: number; which: number }[] | undefined)[];
  roleAdvice: { role: number; advice: number }[];
  profiles: { how: string; which: number[]; provenance: RecordedRole['provenance'] }[][];
  rows: {
    profile: number;
    icb: number;
    subIcb: number | undefined;
    pcn: number | undefined;
    listSize: number | undefined;
  }[];
  affected: { product: number; effect: Effect }[];
}

function drafts(products: [number, number], dependencies: [number, number]): fc.Arbitrary<Draft> {
  const between = ([minLength, maxLength]: [number, number]) =>
    ({ minLength, maxLength, size: 'max' }) as const;
  return fc.record({
    roles: fc.integer({ min: 2, max: 14 }),
    products: fc.array(product, between(products)),
    dependencies: fc.array(dependency, between(dependencies)),
    advice,
    roleAdvice,
    profiles: fc.array(profile, { minLength: 1, maxLength: 4 }),
    rows: fc.array(row, { minLength: 1, maxLength: 10, size: 'max' }),
    affected,
  });
}

/**
 * Made-up worlds: most catalogues of 5 to 20 products, where everything meets everything, some of
 * up to 400, sparse.
 */
export const worlds: fc.Arbitrary<World> = fc
  .oneof(
    { weight: 24, arbitrary: drafts([5, 20], [0, 24]) },
    { weight: 4, arbitrary: drafts([20, 80], [10, 90]) },
    { weight: 1, arbitrary: drafts([150, 400], [100, 400]) },
  )
  .map(made);

function made(draft: Draft): World {
  const roles = Role.options.slice(0, draft.roles);
  const products = draft.products.map(({ fills, assumed }, index): Product => ({
    id: ProductId.parse(`product-${index}`),
    name: `Product ${index}`,
    supplier: 'Fictional',
    roles: [...new Set(fills.map((fill) => at(roles, fill)))],
    ...(assumed === 11 && { assumed: true }),
  }));
  const catalogue = madeCatalogue(draft, roles, products);
  const profiles = draft.profiles.map((each) => madeProfile(each, roles, products));
  const known = new Map(
    draft.affected.map((each) => [at(products, each.product).id, each.effect] as const),
  );
  return {
    catalogue,
    rosters: madeRosters(draft, profiles),
    affected: [...known].map(([product, effect]) => ({ product, effect })),
  };
}

function madeCatalogue(draft: Draft, roles: Role[], products: Product[]): Catalogue {
  const node = (isRole: boolean, which: number): Role | ProductId =>
    isRole ? at(roles, which) : at(products, which).id;
  const dependencies = draft.dependencies.map((each): Dependency => ({
    from: node(each.fromRole === 3, each.from),
    needs: [
      ...new Set(
        each.needs.slice(0, each.one ? 1 : 3).map(({ role, which }) => node(role === 2, which)),
      ),
    ],
    effect: each.effect,
    evidence: [{ title: 'Made up' }],
    ...(each.since !== undefined && { since: each.since }),
    ...(each.until !== undefined && { until: each.until }),
    advice: each.advice.map((index) => `advice-${index}`),
  }));
  const allowed = dependencies.filter(
    (each, index) =>
      !meetsItself(products, each) &&
      !dependencies.slice(0, index).some((earlier) => saidTwice(earlier, each)),
  );
  const roleAdvice: Catalogue['roleAdvice'] = {};
  for (const { role, advice } of draft.roleAdvice)
    roleAdvice[at(roles, role)] = [`advice-${advice}`];
  return {
    products,
    dependencies: allowed,
    advice: draft.advice.map((needs, index) => ({
      id: `advice-${index}`,
      text: `Do ${index}.`,
      by: 'practice',
      reviewBy: '2027-01-01',
      ...(needs && { needs: needs.map(({ role, which }) => node(role === 1, which)) }),
      ...(index % 3 === 1 && { fits: ['unavailable' as const, 'unsafe' as const] }),
    })),
    roleAdvice,
  };
}

/** The catalogue's check refuses what would meet its own need. */
function meetsItself(products: readonly Product[], { from, needs }: Dependency): boolean {
  const fills: readonly string[] = products.find(({ id }) => id === from)?.roles ?? [];
  return needs.some((need) => need === from || (needs.length > 1 && fills.includes(need)));
}

/** The catalogue's check refuses one dependency said twice for the same days. */
function saidTwice(one: Dependency, other: Dependency): boolean {
  return (
    one.from === other.from &&
    one.needs.toSorted().join() === other.needs.toSorted().join() &&
    (one.since ?? '') <= (other.until ?? '9999') &&
    (other.since ?? '') <= (one.until ?? '9999')
  );
}

/** A product is recorded only in a role that it can fill; where none can, nothing is recorded. */
function madeProfile(
  draft: Draft['profiles'][number],
  roles: readonly Role[],
  products: readonly Product[],
): RecordedRole[] {
  return draft
    .slice(0, roles.length)
    .flatMap(({ how, which, provenance }, index): RecordedRole[] => {
      const role = at(roles, index);
      const able = products.filter((each) => each.roles.includes(role)).map(({ id }) => id);
      if (how === 'none') return [{ role, products: [], contradictory: false, provenance }];
      if (how === 'nothing' || able.length === 0) return [];
      const filling = [...new Set(which.map((each) => at(able, each)))].sort();
      return [{ role, products: filling, contradictory: how === 'at odds', provenance }];
    })
    .sort((a, b) => (a.role < b.role ? -1 : 1));
}

function madeRosters({ rows }: Draft, profiles: RecordedRole[][]): Roster[] {
  const numbered = rows.map((each, index) => ({ ...each, odsCode: `Z${10_000 + index}` }));
  return [0, 1, 2].map((icb) => ({
    icb: IcbCode.parse(`Z0${icb}`),
    name: `Fictional ICB ${icb}`,
    version: 1,
    rows: numbered
      .filter((each) => each.icb === icb)
      .map(({ odsCode, profile, subIcb, pcn, listSize }) => ({
        odsCode: OdsCode.parse(odsCode),
        name: `Fictional Surgery ${odsCode}`,
        pcn: pcn === undefined ? undefined : named(`U${pcn}`),
        subIcb: subIcb === undefined ? undefined : named(`Z0${icb}-${subIcb}`),
        listSize,
        roles: at(profiles, profile),
        reachable: [],
      })),
  }));
}

function named(code: string): { code: string; name: string } {
  return { code, name: `Fictional ${code}` };
}

function at<T>(all: readonly T[], index: number): T {
  return all[index % all.length]!;
}

/**
 * The state of every practice of a world, on which engine and oracle agree.
 * Throws an Error that shows both answers for the first practice on which they do not.
 */
export function agreedStates({ catalogue, rosters, affected }: World): ExposureState[] {
  const assess = createAssess(catalogue, affected, DAY);
  const agreed = new Map<readonly RecordedRole[], ExposureState>();
  return rosters.flatMap(({ rows }) =>
    rows.map(({ odsCode, roles }) => {
      const known = agreed.get(roles);
      if (known) return known;
      const engine = shown(assess(roles));
      const oracle = shown(judge(catalogue, affected, DAY, roles));
      if (engine !== oracle) {
        throw new Error(`Of ${odsCode} the engine says\n${engine}\nand the oracle\n${oracle}`);
      }
      const { state } = assess(roles);
      agreed.set(roles, state);
      return state;
    }),
  );
}

/** What engine and oracle both answer. */
type Answer = Pick<Assessment, 'state' | 'effect' | 'impacts' | 'unknownRoles' | 'unnameable'>;

/** An answer in lines that can be compared, whatever the order in which its parts came. */
export function shown({ state, effect, impacts, unknownRoles, unnameable }: Answer): string {
  return [
    `${state} ${effect ?? ''}`,
    ...impacts.map(shownImpact).sort(),
    ...unknownRoles
      .map(({ role, reason, products }) => `${role}? ${reason} ${products.join()}`)
      .sort(),
    ...unnameable.map((product) => `${product} in no record`).sort(),
  ].join('\n');
}

function shownImpact({ role, product, effect, because, advice }: Impact): string {
  return `${role}: ${product} ${effect} because ${because.join(' > ')}; ${advice.join(', ')}`;
}
