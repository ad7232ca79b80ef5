import { expect, test } from '@jest/globals';
import { ProductList } from '@registry/contract';
import { productTable } from './product-list.ts';

test('an ICB’s own come first, each with what it needs, whether any one will do, and what needs it', () => {
  const table = productTable(
    ProductList.parse({
      products: [
        { id: 'hscn', name: 'HSCN', supplier: 'Several', roles: ['network'], own: false },
        {
          id: 'z01.vpn',
          name: 'County VPN',
          supplier: 'Fictional',
          roles: ['network'],
          own: true,
          version: 2,
        },
      ],
      dependencies: [
        { from: 'z01.vpn', needs: ['z01.line-a', 'z01.line-b'], effect: 'degraded', evidence: [] },
        { from: 'email', needs: ['z01.vpn'], effect: 'unavailable', evidence: [] },
      ],
      advice: {},
    }),
  );
  expect(table.indexOf('z01.vpn')).toBeLessThan(table.indexOf('hscn'));
  expect(table).toMatch(/z01\.vpn.*z01\.line-a or z01\.line-b, else degraded.*email.*own/);
  expect(table).toMatch(/hscn.*nothing recorded.*national/);
});
