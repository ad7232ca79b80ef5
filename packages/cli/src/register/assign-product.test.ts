import { expect, test } from '@jest/globals';
import { ProductList } from '@registry/contract';
import { ProductId } from '@registry/domain';
import { refuseUnfit } from './assign-product.ts';

const { products } = ProductList.parse({
  products: [
    { id: 'hscn', name: 'HSCN', supplier: 'Several', roles: ['network'], own: false },
    {
      id: 'z01.county-firewall',
      name: 'County firewall',
      supplier: 'Fictional Networks',
      roles: ['network'],
      own: true,
      version: 1,
    },
    { id: 'z01.data-centre', name: 'Data centre', supplier: 'Fictional', roles: [], own: true },
  ],
  dependencies: [],
  advice: {},
});

test('a product must exist and fill the role; the nearest are named', () => {
  const refuse = (id: string, role: 'network' | 'email') => () => {
    refuseUnfit(products, ProductId.parse(id), role);
  };
  expect(refuse('z01.county-firewall', 'network')).not.toThrow();
  expect(refuse('z01.county-firewal', 'network')).toThrow(
    'There is no product z01.county-firewal; the nearest are z01.county-firewall.',
  );
  expect(refuse('hscn', 'email')).toThrow('hscn cannot fill the role email: it can fill network.');
  expect(refuse('z01.data-centre', 'network')).toThrow('it fills no role');
});
