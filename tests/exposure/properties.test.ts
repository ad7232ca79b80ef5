import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  addTallies,
  assessRosters,
  countByGroup,
  countedOf,
  createAssess,
  effects,
  practicesIn,
  ProductId,
  Role,
  tallyOf,
  totalsIn,
  totalsOf,
  type Advice,
  type Assessment,
  type Catalogue,
  type Dependency,
  type Effect,
  type Impact,
  type Product,
  type RecordedRole,
  type Totals,
} from '@registry/domain';
import { judge } from './oracle.ts';
import { agreedStates, DAY, shown, worlds, type World } from './worlds.ts';

/** What is recorded of each practice, once for those alike. */
function recordsOf({ rosters }: World): (readonly RecordedRole[])[] {
  return [...new Set(rosters.flatMap(({ rows }) => rows.map(({ roles }) => roles)))];
}

/** How much worse the second answer is: states in the order of what is feared, then effects. */
function severity({ state, effect }: Pick<Assessment, 'state' | 'effect'>): number {
  return state === 'not-hit' ? 0 : effect ? 2 + effects.indexOf(effect) : 1;
}

/** The same in another order: turned round when `by` is odd, and its beginning moved to its end. */
function turned<T>(all: readonly T[], by: number): T[] {
  const order = by % 2 === 0 ? [...all] : all.toReversed();
  const first = by % Math.max(1, all.length);
  return [...order.slice(first), ...order.slice(0, first)];
}

function needs(from: Role | ProductId, need: Role | ProductId, effect: Effect): Dependency {
  return { from, needs: [need], effect, evidence: [{ title: 'Made up' }], advice: [] };
}

function assessOf({ catalogue, affected }: Pick<World, 'catalogue' | 'affected'>) {
  return createAssess(catalogue, affected, DAY);
}

describe('exposure in made-up worlds', () => {
  test('agrees with the slow and obvious reading of its rules', () => {
    fc.assert(
      fc.property(worlds, (world) => void agreedStates(world)),
      { numRuns: 1000 },
    );
  });

  test('finds in one world that holds every candidate what trying each finds', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { catalogue, affected } = world;
        if (catalogue.products.length > 9) return;
        for (const recorded of recordsOf(world)) {
          const each = judge(catalogue, affected, DAY, recorded, 100);
          expect(judge(catalogue, affected, DAY, recorded, 0)).toEqual(each);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('explains each impact by a chain, each step of which a dependency or the record holds', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const assess = assessOf(world);
        for (const recorded of recordsOf(world)) {
          for (const impact of assess(recorded).impacts) {
            expect(faultOfChain(world, recorded, impact)).toBeUndefined();
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on the order of anything', () => {
    fc.assert(
      fc.property(worlds, fc.nat(999), (world, by) => {
        const { catalogue, affected } = world;
        const one = assessOf(world);
        const other = assessOf({
          catalogue: inOtherOrder(catalogue, by),
          affected: turned(affected, by),
        });
        for (const recorded of recordsOf(world)) {
          expect(shown(other(turned(recorded, by)))).toBe(shown(one(recorded)));
        }
      }),
      { numRuns: 500 },
    );
  });

  // The first by which a record could tell turns “nobody can say” into an answer.
  test('is never less for one more dependency on a single thing, where a record could tell before', () => {
    fc.assert(
      fc.property(
        worlds,
        fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...effects)),
        (world, [from, need, effect]) => {
          const { catalogue, affected } = world;
          const nodes = [...Role.options, ...catalogue.products.map(({ id }) => id)];
          const more = needs(nodes[from % nodes.length]!, nodes[need % nodes.length]!, effect);
          const wider = { ...catalogue, dependencies: [...catalogue.dependencies, more] };
          const [before, after] = [assessOf(world), assessOf({ catalogue: wider, affected })];
          for (const recorded of recordsOf(world)) {
            const was = before(recorded);
            if (was.unnameable.length > 0) continue;
            expect(severity(after(recorded))).toBeGreaterThanOrEqual(severity(was));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is never less for one more product affected', () => {
    fc.assert(
      fc.property(worlds, fc.nat(), fc.constantFrom(...effects), (world, which, effect) => {
        const { products } = world.catalogue;
        const product = products[which % products.length]!.id;
        const before = assessOf(world);
        const after = assessOf({ ...world, affected: [...world.affected, { product, effect }] });
        for (const recorded of recordsOf(world)) {
          expect(severity(after(recorded))).toBeGreaterThanOrEqual(severity(before(recorded)));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is never worse than the worst of the affected products', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...effects), (world, worst) => {
        const affected = world.affected.map(({ product }) => ({ product, effect: worst }));
        const assess = assessOf({ ...world, affected });
        for (const { effect } of recordsOf(world).flatMap((each) => assess(each).impacts)) {
          expect(effects.indexOf(effect)).toBeLessThanOrEqual(effects.indexOf(worst));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('leaves no practice not hit where one of the contradicting sources names an affected product', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const assess = assessOf(world);
        for (const recorded of recordsOf(world)) {
          const named = recorded.filter((each) => each.contradictory).flatMap((e) => e.products);
          if (world.affected.some(({ product }) => named.includes(product))) {
            expect(assess(recorded).state).not.toBe('not-hit');
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('leaves no practice not hit by a product that no record can name, whatever is recorded', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { catalogue, affected } = world;
        const id = ProductId.parse('lone');
        const product = { id, name: 'Lone', supplier: 'Fictional', roles: [] };
        const wider = { ...catalogue, products: [...catalogue.products, product] };
        const assess = assessOf({
          catalogue: wider,
          affected: [...affected, { product: id, effect: 'degraded' }],
        });
        for (const recorded of recordsOf(world)) {
          const { state, unnameable } = assess(recorded);
          expect(state).not.toBe('not-hit');
          expect(unnameable.includes(id)).toBe(state === 'unknown');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('counts every practice once, whatever the grouping', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const rosters = assessRosters(world.rosters, assessOf(world));
        const practices = practicesIn(rosters);
        const whole = totalsOf(tallyOf(practices.map(countedOf)));
        const tallies = rosters.map((each) => tallyOf(each.practices().map(countedOf)));
        expect(totalsOf(addTallies(tallies))).toEqual(whole);
        expect(totalsIn(rosters)).toEqual(whole);
        for (const each of rosters) {
          const counted = each.practices().map(countedOf);
          expect(each.totals()).toEqual(totalsOf(tallyOf(counted)));
          expect(each.bySubIcb()).toEqual(countByGroup(counted, ({ subIcb }) => subIcb));
          expect(each.byPcn()).toEqual(countByGroup(counted, ({ pcn }) => pcn));
        }
        const groupings = [
          tallies.map(totalsOf),
          countByGroup(practices.map(countedOf), ({ subIcb }) => subIcb).map(
            ({ totals }) => totals,
          ),
          countByGroup(practices.map(countedOf), ({ pcn }) => pcn).map(({ totals }) => totals),
        ];
        expect(whole.practices).toBe(world.rosters.flatMap(({ rows }) => rows).length);
        for (const groups of groupings) {
          for (const totals of [whole, ...groups]) expectToAddUp(totals);
          expect(countedIn(groups)).toEqual(countedIn([whole]));
        }
        const pcns = groupings[2]!.filter(({ pcns }) => pcns > 0);
        expect(pcns.filter(({ hit, practices }) => hit === practices)).toHaveLength(
          whole.pcnsWhollyHit,
        );
        expect(pcns.filter(({ notHit, practices }) => notHit === practices)).toHaveLength(
          whole.pcnsUntouched,
        );
        expect(pcns.filter(({ hit, unknown }) => hit === 0 && unknown > 0)).toHaveLength(
          whole.pcnsUnknown,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('advice', () => {
  const product = (id: string, roles: Role[]): Product => ({
    id: ProductId.parse(id),
    name: id,
    supplier: 'Fictional',
    roles,
    assumed: true,
  });
  const [hosting, line] = [product('hosting', []), product('line', [])];
  const triage = product('triage', ['online-consultation']);
  const advise = (id: string, ...needs: ProductId[]): Advice => ({
    id,
    text: 'Do so.',
    by: 'practice',
    reviewBy: '2027-01-01',
    needs,
  });
  const impactsOf = (dependencies: Dependency[], advice: Advice[]) => {
    const catalogue = { products: [hosting, line, triage], dependencies, advice };
    const affected = [hosting, line].map(({ id }) => ({
      product: id,
      effect: 'unavailable' as const,
    }));
    return createAssess(catalogue, affected, DAY)([]).impacts;
  };

  test('is not to use a product whose role has lost what it needs', () => {
    const lost = needs('online-consultation', hosting.id, 'unavailable');
    const impacts = impactsOf(
      [{ ...lost, advice: ['use-triage'] }],
      [advise('use-triage', triage.id)],
    );
    expect(impacts).toMatchObject([{ product: 'triage', advice: [] }]);
  });

  test('is the same in whatever order two dependencies explain alike', () => {
    const alone = needs(triage.id, line.id, 'unavailable');
    const dependencies = [
      { ...alone, advice: ['ring-the-line'] },
      { ...alone, needs: [hosting.id, line.id], advice: ['ring-both'] },
    ];
    const advice = [advise('ring-the-line'), advise('ring-both')];
    expect(impactsOf(dependencies.toReversed(), advice)).toEqual(impactsOf(dependencies, advice));
  });
});

function expectToAddUp(totals: Totals): void {
  expect(totals.hit + totals.notHit + totals.unknown).toBe(totals.practices);
  const { pcnsWhollyHit, pcnsPartlyHit, pcnsUnknown, pcnsUntouched } = totals;
  expect(pcnsWhollyHit + pcnsPartlyHit + pcnsUnknown + pcnsUntouched).toBe(totals.pcns);
}

/** What groups that share no practice must have in common with the whole. */
function countedIn(groups: readonly Totals[]): Record<string, number> {
  const sum = (of: (totals: Totals) => number) => groups.reduce((all, each) => all + of(each), 0);
  return {
    practices: sum(({ practices }) => practices),
    hit: sum(({ hit }) => hit),
    unknown: sum(({ unknown }) => unknown),
    patientsHit: sum(({ patients }) => patients.hit),
    patientsNotHit: sum(({ patients }) => patients.notHit),
    patientsUnknown: sum(({ patients }) => patients.unknown),
    withoutListSize: sum(({ withoutListSize }) => withoutListSize),
  };
}

function inOtherOrder(catalogue: Catalogue, by: number): Catalogue {
  return {
    ...catalogue,
    products: turned(catalogue.products, by).map((each) => ({
      ...each,
      roles: turned(each.roles, by),
    })),
    dependencies: turned(catalogue.dependencies, by).map((each) => ({
      ...each,
      needs: turned(each.needs, by),
    })),
    advice: turned(catalogue.advice, by),
  };
}

/** What is wrong with an impact's chain, if anything. */
function faultOfChain(
  { catalogue, affected }: World,
  recorded: readonly RecordedRole[],
  { role, product, because }: Impact,
): string | undefined {
  const chain = because.join(' > ');
  if (!affected.some((each) => each.product === because[0])) return `${chain}: begins elsewhere`;
  if (because.at(-1) !== product) return `${chain}: should end with ${product}`;
  if (new Set(because).size < because.length) return `${chain}: goes round`;
  const steps = because.slice(1).map((to, index) => ({ to, by: because[index]! }));
  const broken = steps.find(({ to, by }) => {
    const last = to === product && by === because.at(-2);
    const sources: string[] = last ? [to, role] : [to];
    return !isNeeded(catalogue, sources, by) && !isFilled(catalogue, recorded, to, by);
  });
  return broken && `${chain}: nothing leads from ${broken.by} to ${broken.to}`;
}

function isNeeded({ dependencies }: Catalogue, by: readonly string[], need: string): boolean {
  return dependencies.some(
    (each) =>
      by.includes(each.from) &&
      each.needs.some((id) => id === need) &&
      (each.since ?? DAY) <= DAY &&
      DAY <= (each.until ?? DAY),
  );
}

/** Whether a product surely fills a role at a practice. */
function isFilled(
  { products }: Catalogue,
  recorded: readonly RecordedRole[],
  role: string,
  product: string,
): boolean {
  const said = recorded.find((each) => each.role === role);
  const known = said && !said.contradictory ? said.products : undefined;
  if (known?.some((id) => id === product)) return true;
  if (known?.length === 0) return false;
  const found = products.find(({ id }) => id === product);
  return found?.assumed === true && found.roles.some((each) => each === role);
}
