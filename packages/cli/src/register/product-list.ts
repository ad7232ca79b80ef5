import type { ProductList } from '@registry/contract';
import Table from 'cli-table3';

/**
 * A row for each product with what it needs and what needs it, the ICB's own first and then by id.
 */
export function productTable({ products, dependencies }: ProductList): string {
  const table = new Table({
    head: ['Product', 'Name', 'Supplier', 'Roles', 'Needs', 'Needed by', 'Whose'],
    style: { head: [], border: [], compact: true },
  });
  const ordered = products.toSorted(
    (a, b) => Number(b.own) - Number(a.own) || a.id.localeCompare(b.id),
  );
  for (const { id, name, supplier, roles, own } of ordered)
    table.push([
      id,
      name,
      supplier,
      roles.join('\n') || 'none',
      dependencies
        .filter(({ from }) => from === id)
        .map(describeNeed)
        .join('\n') || 'nothing recorded',
      dependencies
        .filter(({ needs }) => needs.includes(id))
        .map(({ from }) => from)
        .join('\n') || 'nothing recorded',
      own ? 'own' : 'national',
    ]);
  return table.toString();
}

/**
 * `hscn, else unavailable`; any one of several needs will do: `line-a or line-b, else degraded`.
 */
export function describeNeed({ needs, effect }: ProductList['dependencies'][number]): string {
  return `${needs.join(' or ')}, else ${effect}`;
}
