import type { Catalogue, ProductList } from '@registry/domain';

/**
 * The catalogue that an ICB's messages are written from: the national one with the ICB's own products and advice, as the API
 * lists them. What depends on what stays out: it is in the exposure already.
 */
export function withListed(catalogue: Catalogue, { products, advice }: ProductList): Catalogue {
  const national = new Set(catalogue.advice.map(({ id }) => id));
  const ownAdvice = Object.entries(advice).filter(([id]) => !national.has(id));
  return {
    ...catalogue,
    products: [
      ...catalogue.products,
      ...products
        .filter(({ own }) => own)
        .map(({ own: _own, version: _version, ...product }) => product),
    ],
    advice: [
      ...catalogue.advice,
      ...ownAdvice.map(([id, { approved, ...said }]) => ({
        ...said,
        id,
        // The list says that somebody approved it, not who or when; messages do not say so either.
        ...(approved && { approved: { by: 'the ICB', on: said.reviewBy } }),
      })),
    ],
  };
}
