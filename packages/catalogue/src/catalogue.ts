import { Catalogue } from '@registry/domain';
import { advice, roleAdvice } from './advice.ts';
import { dependencies } from './dependencies.ts';
import { products } from './products.ts';

/** Freezes a value and all within it, so that no reader can change what every other reader sees. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

/**
 * The national catalogue: products in use at practices in England, what they depend on and what to
 * do about it.
 */
export const catalogue: Catalogue = freeze(
  Catalogue.parse({ products, dependencies, advice, roleAdvice }),
);
