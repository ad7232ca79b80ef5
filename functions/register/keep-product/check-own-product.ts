import { checkCatalogue, nearestHint } from '@registry/catalogue';
import { limits } from '@registry/contract';
import type {
  Catalogue,
  IcbCode,
  OwnProduct,
  OwnProductDescription,
  OwnSize,
  ProductId,
} from '@registry/domain';
import { isOwn, ownPrefix, ownSize, Refusal, Role, withOwnProducts } from '@registry/domain';

/** Throws `not-found` for an id of another ICB's, and `national-product` for a national one. */
export function requireOwnId(id: ProductId, icb: IcbCode): void {
  const prefix = ownPrefix(icb);
  if (id.startsWith(prefix)) return;
  if (isOwn(id)) throw new Refusal('not-found', `There is no product ${id} that you can see`);
  throw new Refusal(
    'national-product',
    `National products are reviewed data: yours should have an id that begins with ${prefix}, such as ${prefix}county-firewall`,
  );
}

/**
 * Throws `invalid`, naming each fault, for a product that does not fit the catalogue and the ICB's
 * products held, of which it takes the place of the one with its id: what it needs or advises is
 * not there, a dependency has nothing to do with it, the catalogue's own rules are broken, or
 * together they would be more than an ICB may have. What is held beyond that may be made smaller.
 */
export function checkOwnProduct(
  body: OwnProductDescription,
  own: OwnProduct,
  held: readonly OwnProduct[],
  catalogue: Catalogue,
): void {
  const others = held.filter(({ product }) => product.id !== own.product.id);
  const before = withOwnProducts(catalogue, others);
  const after = withOwnProducts(catalogue, [...others, own]);
  const errors = [
    ...referenceErrors(own, after),
    ...adviceErrors(body, own.product.id),
    ...sizeErrors(ownSize(held), ownSize([...others, own])),
  ];
  if (errors.length === 0) {
    const known = new Set(checkCatalogue(before));
    const faults = checkCatalogue(after).filter((fault) => !known.has(fault));
    errors.push(...faults.map((message) => ({ path: 'dependencies', message })));
  }
  if (errors.length > 0) {
    throw new Refusal('invalid', 'The product does not fit the catalogue', errors);
  }
}

function referenceErrors({ product, dependencies }: OwnProduct, catalogue: Catalogue) {
  const known = new Set<string>([...Role.options, ...catalogue.products.map(({ id }) => id)]);
  return dependencies.flatMap(({ from, needs }, index) => {
    const where = `dependencies[${index}]`;
    const concerned = from === product.id || needs.some((need) => need === product.id);
    const ids = [
      { path: `${where}.from`, id: from },
      ...needs.map((id, nth) => ({ path: `${where}.needs[${nth}]`, id })),
    ];
    return [
      ...(concerned
        ? []
        : [{ path: where, message: `should name ${product.id}, in from or in needs` }]),
      ...ids
        .filter(({ id }) => !known.has(id))
        .map(({ path, id }) => ({
          path,
          message: `there is no product or role ${id}${nearestHint(id, catalogue)}`,
        })),
    ];
  });
}

function adviceErrors({ advice }: OwnProductDescription, product: ProductId) {
  const prefix = product.slice(0, product.indexOf('.') + 1);
  return advice.flatMap(({ id }, index) =>
    id.startsWith(prefix)
      ? []
      : [{ path: `advice[${index}].id`, message: `should begin with ${prefix}` }],
  );
}

/** What an ICB's own products may be together, and what is said of more. */
const sizes: readonly { of: keyof OwnSize; path: string; most: number; what: string }[] = [
  { of: 'products', path: 'id', most: limits.ownProducts, what: 'products of its own' },
  {
    of: 'dependencies',
    path: 'dependencies',
    most: limits.ownDependencies,
    what: 'dependencies of its own products together',
  },
  {
    of: 'depth',
    path: 'dependencies',
    most: limits.ownDepth,
    what: 'of its own products in one chain, those in a loop counted together',
  },
  {
    of: 'characters',
    path: 'id',
    most: limits.ownProductsCharacters,
    what: 'characters of its own products together, as JSON',
  },
];

function sizeErrors(was: OwnSize, is: OwnSize) {
  return sizes
    .filter(({ of, most }) => is[of] > most && is[of] > was[of])
    .map(({ of, path, most, what }) => ({
      path,
      message: `an ICB may have at most ${most} ${what}; with this there would be ${is[of]}`,
    }));
}
