import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Catalogue, Effect, ProductId } from './catalogue.ts';
import { effects } from './catalogue.ts';
import type { Affected } from './exposure.ts';
import { createAssess } from './exposure.ts';
import { Role } from './role.ts';
import type { RecordedRole } from './roster.ts';

const DAY = '2026-08-01';
const roles = Role.options.slice(0, 5);
const ids = Array.from({ length: 8 }, (_, index) => `product-${index}` as ProductId);
const node = fc.constantFrom<(Role | ProductId)[]>(...roles, ...ids);

/** The catalogue's check refuses a need that whatever has it would meet itself. */
function meetsItself({ products }: Catalogue, { from, needs }: Catalogue['dependencies'][number]) {
  const fills: readonly string[] = products.find(({ id }) => id === from)?.roles ?? [];
  return needs.some((need) => need === from || (needs.length > 1 && fills.includes(need)));
}

/** The API refuses a product in a role that it cannot fill. */
function fitting({ products }: Catalogue, recorded: readonly RecordedRole[]): RecordedRole[] {
  return recorded.map((each) => {
    const able = each.products.filter((product) =>
      products.find(({ id }) => id === product)?.roles.includes(each.role),
    );
    return { ...each, products: able, contradictory: each.contradictory && able.length > 1 };
  });
}

const anyCatalogues: fc.Arbitrary<Catalogue> = fc.record({
  products: fc
    .tuple(...ids.map(() => fc.record({ fills: fc.subarray(roles), assumed: fc.nat(9) })))
    .map((all) =>
      all.map(({ fills, assumed }, index) => ({
        id: ids[index]!,
        name: ids[index]!,
        supplier: 'Fictional',
        roles: fills,
        ...(assumed === 0 && { assumed: true }),
      })),
    ),
  dependencies: fc.array(
    fc.record({
      from: node,
      needs: fc.uniqueArray(node, { minLength: 1, maxLength: 3 }),
      effect: fc.constantFrom(...effects),
      evidence: fc.constant([{ title: 'Made up', url: 'https://example.org' }]),
      advice: fc.constant<string[]>([]),
    }),
    { maxLength: 12 },
  ),
  advice: fc.constant([]),
});

const catalogues = anyCatalogues.map((catalogue) => ({
  ...catalogue,
  dependencies: catalogue.dependencies.filter((each) => !meetsItself(catalogue, each)),
}));

const practices: fc.Arbitrary<RecordedRole[]> = fc
  .uniqueArray(
    fc.record({
      role: fc.constantFrom(...roles),
      products: fc.subarray(ids, { maxLength: 2 }),
      contradictory: fc.boolean(),
      provenance: fc.constant<'published'>('published'),
    }),
    { selector: ({ role }) => role, maxLength: 5 },
  )
  .map((all) =>
    all.map((each) => ({ ...each, contradictory: each.contradictory && each.products.length > 1 })),
  );

const outages: fc.Arbitrary<Affected[]> = fc.uniqueArray(
  fc.record({ product: fc.constantFrom(...ids), effect: fc.constantFrom(...effects) }),
  { selector: ({ product }) => product, minLength: 1, maxLength: 3 },
);

type Filled = Partial<Record<Role, readonly ProductId[]>>;

/**
 * The rules read slowly: effects by node, growing until nothing changes. A role of which the record is not `sure`
 * cannot be counted on to meet a need in place of another.
 */
function naiveEffects(catalogue: Catalogue, affected: Affected[], filled: Filled, sure: Filled) {
  const level = new Map<string, number>(); // 0 none, then 1 to 3 by strength
  const at = (id: string): number => level.get(id) ?? 0;
  const isRole = (id: string): id is Role => Role.safeParse(id).success;
  for (const { product, effect } of affected) {
    level.set(product, Math.max(at(product), effects.indexOf(effect) + 1));
  }
  for (let round = 0; round < 60; round += 1) {
    for (const [role, products] of Object.entries(filled)) {
      if (products.length === 0) continue;
      level.set(role, Math.max(at(role), at(`itself ${role}`), ...products.map(at)));
    }
    for (const { from, needs, effect } of catalogue.dependencies) {
      const counted = needs.filter((need) => !isRole(need) || (sure[need]?.length ?? 0) > 0);
      const lost = counted.length > 0 ? Math.min(...counted.map(at)) : Math.max(...needs.map(at));
      const passed = Math.min(effects.indexOf(effect) + 1, lost);
      const target = isRole(from) ? `itself ${from}` : from;
      level.set(target, Math.max(at(target), passed));
    }
  }
  return (role: Role, product: ProductId): Effect | undefined =>
    effects[Math.max(at(product), at(`itself ${role}`)) - 1];
}

/** Every way to fill the uncertain roles, each with one candidate or none. */
function* worlds(certain: Filled, uncertain: [Role, readonly ProductId[]][]): Generator<Filled> {
  const [first, ...rest] = uncertain;
  if (!first) {
    yield certain;
    return;
  }
  for (const world of worlds(certain, rest)) {
    yield world;
    for (const candidate of first[1]) yield { ...world, [first[0]]: [candidate] };
  }
}

function naiveState(catalogue: Catalogue, affected: Affected[], recorded: RecordedRole[]) {
  const certain: Filled = {};
  const uncertain: [Role, readonly ProductId[]][] = [];
  for (const role of Role.options) {
    const known = recorded.find((each) => each.role === role);
    const candidates = catalogue.products.filter((each) => each.roles.includes(role));
    const assumed = candidates.filter((each) => each.assumed).map(({ id }) => id);
    if (known?.contradictory) uncertain.push([role, known.products]);
    else if (known) certain[role] = known.products;
    else if (assumed.length > 0) certain[role] = assumed;
    else if (candidates.length > 0) uncertain.push([role, candidates.map(({ id }) => id)]);
  }
  const effectAt = naiveEffects(catalogue, affected, certain, certain);
  const impacts = Object.entries(certain).flatMap(([role, products]) =>
    products.map((product) => [role, product, effectAt(role as Role, product)]),
  );
  const hits = impacts.filter(([, , effect]) => effect !== undefined);
  if (hits.length > 0) return { state: 'hit', hits };
  for (const world of worlds(certain, uncertain)) {
    const inWorld = naiveEffects(catalogue, affected, world, certain);
    for (const [role] of uncertain) {
      if (world[role]?.some((product) => inWorld(role, product))) return { state: 'unknown', hits };
    }
  }
  return { state: 'not-hit', hits };
}

const key = (hits: unknown[][]): string =>
  hits
    .map((hit) => hit.join(' '))
    .sort()
    .join('\n');

describe('exposure', () => {
  test('agrees with the slow and obvious reading of its rules', () => {
    fc.assert(
      fc.property(catalogues, outages, practices, (catalogue, affected, any) => {
        const recorded = fitting(catalogue, any);
        const answer = createAssess(catalogue, affected, DAY)(recorded);
        const naive = naiveState(catalogue, affected, recorded);
        expect(answer.state).toBe(naive.state);
        const hits = answer.impacts.map(({ role, product, effect }) => [role, product, effect]);
        expect(key(hits)).toBe(key(naive.hits));
      }),
      { numRuns: Number(process.env['EXPOSURE_RUNS'] ?? 250) },
    );
  });

  test('explains each impact by a chain whose every step the catalogue or the record holds', () => {
    fc.assert(
      fc.property(catalogues, outages, practices, (catalogue, affected, recorded) => {
        for (const { because, product, role } of createAssess(catalogue, affected, DAY)(recorded)
          .impacts) {
          expect(affected.map((each) => each.product)).toContain(because[0]);
          expect(because.at(-1)).toBe(product);
          expect(new Set(because).size).toBe(because.length);
          const links = because.slice(1).map((to, index) => [because[index], to] as const);
          for (const [needed, touched] of links) {
            const isDependency = catalogue.dependencies.some(
              ({ from, needs }) =>
                (from === touched || from === role) && needs.some((need) => need === needed),
            );
            const fills = Role.safeParse(touched).success;
            expect(isDependency || fills).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('does not depend on the order of anything', () => {
    fc.assert(
      fc.property(catalogues, outages, practices, (catalogue, affected, recorded) => {
        const turned = {
          ...catalogue,
          products: [...catalogue.products].reverse(),
          dependencies: [...catalogue.dependencies].reverse(),
        };
        const one = createAssess(catalogue, affected, DAY)(recorded);
        const other = createAssess(turned, [...affected].reverse(), DAY)(recorded);
        const sorted = (impacts: typeof one.impacts): string[] =>
          impacts.map((impact) => JSON.stringify(impact)).sort();
        expect(sorted(other.impacts)).toEqual(sorted(one.impacts));
        expect(other.state).toBe(one.state);
      }),
      { numRuns: 200 },
    );
  });

  test('never frees a practice by one more dependency', () => {
    fc.assert(
      fc.property(
        catalogues,
        outages,
        practices,
        node,
        node,
        (catalogue, affected, recorded, from, need) => {
          const more = {
            ...catalogue,
            dependencies: [
              ...catalogue.dependencies,
              { from, needs: [need], effect: 'degraded' as const, evidence: [], advice: [] },
            ],
          };
          const before = createAssess(catalogue, affected, DAY)(recorded).state;
          if (before === 'hit')
            expect(createAssess(more, affected, DAY)(recorded).state).toBe('hit');
          if (before === 'unknown') {
            expect(createAssess(more, affected, DAY)(recorded).state).not.toBe('not-hit');
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
