import { expect, test } from '@jest/globals';
import { ProductId } from './product.ts';
import { IcbCode } from '../words/codes.ts';
import { catalogue } from './catalogue.fixture.ts';
import {
  isOwn,
  ownPrefix,
  ownProduct,
  OwnProductDescription,
  withOwnProducts,
} from './own-product.ts';

const id = ProductId.parse('qks.county-firewall');
const body = OwnProductDescription.parse({
  name: 'County firewall',
  supplier: 'Fictional Networks',
  roles: ['network'],
  dependencies: [
    { needs: ['emis-web'], effect: 'degraded' },
    { from: 'econsult', needs: ['qks.county-firewall'], effect: 'unsafe', advice: ['qks.ring'] },
  ],
  advice: [{ id: 'qks.ring', text: 'Ring us.', by: 'icb', reviewBy: '2027-01-01' }],
});

test('an ICB’s ids begin with its own code, whatever the code’s length', () => {
  expect(ownPrefix(IcbCode.parse('QKS'))).toBe('qks.');
  expect(ownPrefix(IcbCode.parse('S1Y5D'))).toBe('s1y5d.');
  expect([id, ProductId.parse('s1y5d.vpn'), ProductId.parse('emis-web')].map(isOwn)).toEqual([
    true,
    true,
    false,
  ]);
  for (const wrong of ['QKS.firewall', 'qks.', '.firewall', 'qks.a.b', 'qksqks.vpn', 'qks_vpn']) {
    expect([wrong, ProductId.safeParse(wrong).success]).toEqual([wrong, false]);
  }
});

test('what does not say what needs, is said of the product itself', () => {
  expect(ownProduct(id, body, 3)).toMatchObject({
    product: { id, roles: ['network'] },
    version: 3,
    dependencies: [
      { from: id, needs: ['emis-web'], evidence: [], advice: [] },
      { from: 'econsult', needs: [id] },
    ],
  });
});

test('the ICB’s catalogue is the national one and its own; the national one stays as it is', () => {
  const before = structuredClone(catalogue);
  const merged = withOwnProducts(catalogue, [ownProduct(id, body, 1)]);
  expect(merged.products.map((product) => product.id)).toEqual(['emis-web', 'econsult', id]);
  expect(merged.dependencies).toHaveLength(catalogue.dependencies.length + 2);
  expect(merged.advice.at(-1)?.id).toBe('qks.ring');
  expect(catalogue).toEqual(before);
  expect(withOwnProducts(catalogue, [])).toBe(catalogue);
});
