import { expect, test } from '@jest/globals';
import { catalogue } from '@registry/catalogue';
import { approvedAdvice, ProductList } from '@registry/domain';
import { withListed } from './preview-catalogue.ts';

const firewall = {
  ...{ id: 'z01.county-firewall', name: 'County firewall', supplier: 'Fictional Networks' },
  ...{ roles: ['network'], own: true, version: 2 },
};
const shown = { by: 'practice', reviewBy: '2027-01-31' };
const listed = ProductList.parse({
  products: [...catalogue.products.map((each) => ({ ...each, own: false })), firewall],
  dependencies: [],
  advice: {
    'z01.use-mobiles': { ...shown, text: 'Use mobiles.', approved: true },
    'z01.wait': { ...shown, text: 'Wait.', approved: false },
  },
});

test('an ICB’s own products and advice stand beside the national ones, each product once', () => {
  const whole = withListed(catalogue, listed);
  expect(whole.products).toHaveLength(catalogue.products.length + 1);
  expect(whole.products.at(-1)).toMatchObject({ name: 'County firewall', roles: ['network'] });
  const now = new Date('2026-08-01T07:15:00Z');
  const own = [...approvedAdvice(whole, undefined, now)].filter((id) => id.startsWith('z01.'));
  expect(own).toEqual(['z01.use-mobiles']);
  expect(whole.advice.map(({ id }) => id)).toContain('z01.wait');
});
