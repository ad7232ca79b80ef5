import { expect, test } from '@jest/globals';
import { Catalogue, ProductId } from '@registry/domain';
import { prepare } from './prepare.ts';

const catalogue = Catalogue.parse({
  products: [
    { id: 'emis-web', name: 'EMIS Web', supplier: 'EMIS', roles: ['clinical-system'] },
    { id: 'hosting', name: 'Hosting', supplier: 'Invented', roles: [] },
  ],
  dependencies: [
    {
      from: 'emis-web',
      needs: ['hosting'],
      effect: 'unavailable',
      until: '2026-06-30',
      evidence: [{ title: 'Made up' }],
    },
  ],
  advice: [],
});
const emis = [
  {
    role: 'clinical-system' as const,
    products: [ProductId.parse('emis-web')],
    contradictory: false,
    provenance: 'published' as const,
  },
];
const asked = (effect: 'degraded' | 'unavailable', on: string, of = catalogue) =>
  prepare(of, [{ product: ProductId.parse('hosting'), effect }], on);

test('a question asked again is found prepared; another day, effect or catalogue makes another', () => {
  const first = asked('unavailable', '2026-06-30');
  expect(asked('unavailable', '2026-06-30')).toBe(first);
  expect(first.assess(emis)).toMatchObject({ state: 'hit', effect: 'unavailable' });
  expect(asked('degraded', '2026-06-30').assess(emis).effect).toBe('degraded');
  expect(asked('unavailable', '2026-07-01').assess(emis).state).toBe('not-hit');
  const without = { ...catalogue, dependencies: [] };
  expect(asked('unavailable', '2026-06-30', without).assess(emis).state).toBe('unknown');
});
