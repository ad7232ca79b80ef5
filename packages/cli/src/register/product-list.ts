import type { ProductList } from '@registry/contract';
import { drawTable } from '../terminal/table.ts';

type Product = ProductList['products'][number];

/**
 * A row for each product with what it needs and what needs it, the ICB's own first and then by id.
 */
export function productTable({ products, dependencies }: ProductList): string {
  const ordered = products.toSorted(
    (a, b) => Number(b.own) - Number(a.own) || a.id.localeCompare(b.id),
  );
  const needsOf = ({ id }: Product): string[] =>
    dependencies.filter(({ from }) => from === id).map(describeNeed);
  const neededBy = ({ id }: Product): string[] =>
    dependencies.filter(({ needs }) => needs.includes(id)).map(({ from }) => from);
  return drawTable(
    [
      { head: 'Product', cell: ({ id }) => id },
      { head: 'Name', cell: ({ name }) => name },
      { head: 'Supplier', cell: ({ supplier }) => supplier },
      { head: 'Roles', cell: ({ roles }) => roles.join('\n') || 'none' },
      { head: 'Needs', cell: (each) => needsOf(each).join('\n') || 'nothing recorded' },
      { head: 'Needed by', cell: (each) => neededBy(each).join('\n') || 'nothing recorded' },
      { head: 'Whose', cell: ({ own }) => (own ? 'own' : 'national') },
    ],
    ordered,
  );
}

/**
 * `hscn, else unavailable`; any one of several needs will do: `line-a or line-b, else degraded`.
 */
export function describeNeed({ needs, effect }: ProductList['dependencies'][number]): string {
  return `${needs.join(' or ')}, else ${effect}`;
}
