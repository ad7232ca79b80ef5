import type { Catalogue, ProductId, Role } from '@registry/domain';

/** Spellings by which published files say that nothing is known. */
const nothing = new Set(['', 'no data', 'none/unknown']);

/**
 * Suppliers named in one cell, as published: several stand in any order, parted by commas. None
 * when the cell is empty or says that nothing is known; that is *not recorded*, never *recorded as
 * none*.
 */
export function suppliersIn(cell: string): string[] {
  return [...new Set(cell.split(',').map((supplier) => supplier.trim()))].filter(
    (supplier) => !nothing.has(supplier.toLowerCase()),
  );
}

/**
 * Finds the product that a published spelling stands for in a role; undefined when the catalogue
 * has none.
 */
export function productFinder(
  catalogue: Catalogue,
  role: Role,
): (supplier: string) => ProductId | undefined {
  const products = new Map(
    catalogue.products.flatMap(({ id, publishedAs }) =>
      (publishedAs?.[role] ?? []).map((spelling) => [spelling.toLowerCase(), id] as const),
    ),
  );
  return (supplier) => products.get(supplier.toLowerCase());
}

/**
 * The products that suppliers stand for, sorted, each once. A supplier that stands for no product
 * in the catalogue is named instead, never guessed; where nothing else stands, the role is then not
 * recorded.
 */
export function productsFor(
  suppliers: readonly string[],
  productOf: (supplier: string) => ProductId | undefined,
): { products: ProductId[]; unmapped: string[] } {
  const products = suppliers.flatMap((supplier) => productOf(supplier) ?? []);
  return {
    products: [...new Set(products)].sort(),
    unmapped: suppliers.filter((supplier) => !productOf(supplier)),
  };
}
