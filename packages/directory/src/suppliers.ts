import type { Catalogue, DirectoryEntry, OdsCode, ProductId, Role, Source } from '@registry/domain';
import type { PublishedFile } from './published-file.ts';

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
function productFinder(
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
 * A supplier in a published file for which the catalogue has no product, and at how many practices
 * it stands.
 */
export interface UnmappedSupplier {
  dataset: Source['dataset'];
  role: Role;
  supplier: string;
  practices: number;
}

/**
 * The products that one file names in one role, for those practices of the register that it has. A
 * supplier that stands for no product in the catalogue is counted instead, never guessed; a
 * practice for which nothing else stands then has the role not recorded.
 */
export function systemsIn(
  file: PublishedFile<{ suppliers: string[] }>,
  role: Role,
  odsCodes: readonly OdsCode[],
  catalogue: Catalogue,
): { systems: Map<OdsCode, DirectoryEntry['systems']>; unmapped: UnmappedSupplier[] } {
  const productOf = productFinder(catalogue, role);
  const systems = new Map<OdsCode, DirectoryEntry['systems']>();
  const unmapped = new Map<string, UnmappedSupplier>();
  for (const odsCode of odsCodes) {
    const products = new Set<ProductId>();
    for (const supplier of file.practices.get(odsCode)?.suppliers ?? []) {
      const product = productOf(supplier);
      if (product) products.add(product);
      else {
        const key = supplier.toLowerCase();
        const practices = (unmapped.get(key)?.practices ?? 0) + 1;
        unmapped.set(key, { dataset: file.source.dataset, role, supplier, practices });
      }
    }
    if (products.size > 0)
      systems.set(
        odsCode,
        [...products].sort().map((product) => ({ role, product, source: file.source })),
      );
  }
  const mostFirst = [...unmapped.values()].sort((a, b) => b.practices - a.practices);
  return { systems, unmapped: mostFirst };
}
