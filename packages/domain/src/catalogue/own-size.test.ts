import { expect, test } from '@jest/globals';
import { ownProduct, OwnProductDescription } from './own-product.ts';
import type { OwnProduct } from './own-product.ts';
import { ownSize } from './own-size.ts';
import { ProductId } from './product.ts';

/** A product that needs these, each apart. */
function needing(id: string, ...needs: string[]): OwnProduct {
  const body = OwnProductDescription.parse({
    name: id,
    supplier: 'Fictional',
    dependencies: needs.map((need) => ({ needs: [need], effect: 'unavailable' })),
  });
  return ownProduct(ProductId.parse(id), body, 1);
}

test.each<[string, OwnProduct[], number]>([
  ['nothing', [], 0],
  ['a product alone', [needing('z01.a', 'hscn')], 1],
  ['a chain', [needing('z01.a', 'z01.b'), needing('z01.b', 'z01.c'), needing('z01.c')], 3],
  [
    'the longest of two ways',
    [needing('z01.a', 'z01.b', 'z01.c'), needing('z01.b', 'z01.c'), needing('z01.c')],
    3,
  ],
  [
    'a loop, all of it, and what hangs on it',
    [
      needing('z01.a', 'z01.b'),
      needing('z01.b', 'z01.c'),
      needing('z01.c', 'z01.b'),
      needing('z01.d', 'z01.b'),
    ],
    3,
  ],
  ['a role, which ends it', [needing('z01.a', 'network'), needing('z01.b', 'z01.a')], 2],
])('the depth of %s', (_, own, depth) => {
  expect(ownSize(own).depth).toBe(depth);
});

test('what there is is counted over all of them', () => {
  const own = [needing('z01.a', 'hscn', 'z01.b'), needing('z01.b', 'hscn')];
  expect(ownSize(own)).toEqual({
    products: 2,
    dependencies: 3,
    depth: 2,
    characters: JSON.stringify(own).length,
  });
});
