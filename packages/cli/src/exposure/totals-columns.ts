import type { KeptTotals } from '@registry/domain';
import type { Column } from '../terminal/table.ts';
import { figure } from '../terminal/wording.ts';

/** The columns of totals that every table of them has; `of` gives a row's totals. */
export function totalsColumns<Row>(of: (row: Row) => KeptTotals): Column<Row>[] {
  return [
    figures('May be affected', 10, (row) => of(row).hit),
    figures('Patients of those', 12, (row) => of(row).patients.hit),
    figures('Unknown', 9, (row) => of(row).unknown),
    figures('No link recorded', 10, (row) => of(row).notHit),
    figures('PCNs wholly hit', 8, (row) => of(row).pcnsWhollyHit),
    figures('PCNs partly hit', 8, (row) => of(row).pcnsPartlyHit),
  ];
}

/**
 * A column of figures. Of outages declared before PCNs were counted so there are some that nobody
 * can know any more.
 */
export function figures<Row>(
  head: string,
  width: number,
  of: (row: Row) => number | null,
): Column<Row> {
  const cell = (row: Row): string => {
    const value = of(row);
    return value === null ? 'not kept' : figure(value);
  };
  return { head, width, align: 'right', cell };
}
