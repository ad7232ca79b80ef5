import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/** One column of a table: what stands above it, and in it for each row. */
export interface Column<Row> {
  head: string;
  /**
   * Characters it takes of a table that is wrapped, the space on either side among them; as many
   * as its widest line without.
   */
  width?: number;
  /** Takes what room the others leave besides. */
  elastic?: true;
  align?: 'right';
  /** Several lines where it has line feeds. */
  cell: (row: Row) => string;
}

/**
 * Draws a table, a line or more for each row. `width` is the terminal's, in characters, to which
 * the table is wrapped; as wide as it needs without.
 */
export function drawTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width?: number,
): string {
  const cells = [columns.map(({ head }) => head), ...rows.map((row) => rowOf(columns, row))];
  const room = width === undefined ? undefined : roomOf(columns, width);
  const [head = [], ...body] = cells.map((row) =>
    row.map((text, index) => linesOf(text, room?.[index])),
  );
  const widths = columns.map(
    (_, index) => room?.[index] ?? Math.max(...[head, ...body].map((row) => widest(row[index]))),
  );
  const rule = (left: string, between: string, right: string): string =>
    `${left}${widths.map((each) => '─'.repeat(each + 2)).join(between)}${right}`;
  const drawn = (row: readonly string[][]): string[] => drawRow(columns, row, widths);
  return [
    rule('┌', '┬', '┐'),
    ...drawn(head),
    ...(rows.length > 0 ? [rule('├', '┼', '┤')] : []),
    ...body.flatMap(drawn),
    rule('└', '┴', '┘'),
  ].join('\n');
}

function rowOf<Row>(columns: readonly Column<Row>[], row: Row): string[] {
  return columns.map(({ cell }) => cell(row));
}

/** Characters for the text of each column, without the space on either side. */
function roomOf<Row>(columns: readonly Column<Row>[], width: number): (number | undefined)[] {
  const taken = columns.reduce((sum, column) => sum + (column.width ?? 0), columns.length + 1);
  const spare = Math.max(0, width - taken);
  return columns.map((column) =>
    column.width === undefined ? undefined : column.width - 2 + (column.elastic ? spare : 0),
  );
}

function linesOf(text: string, room: number | undefined): string[] {
  return (room === undefined ? text : wrapAnsi(text, room, { hard: true })).split('\n');
}

function widest(lines: readonly string[] = []): number {
  return Math.max(...lines.map((line) => stringWidth(line)));
}

/** A row's lines, as many as its highest cell has. */
function drawRow<Row>(
  columns: readonly Column<Row>[],
  row: readonly string[][],
  widths: readonly number[],
): string[] {
  const height = Math.max(...row.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const cells = columns.map(({ align }, index) => {
      const text = row[index]?.[line] ?? '';
      const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - stringWidth(text)));
      return align === 'right' ? ` ${space}${text} ` : ` ${text}${space} `;
    });
    return `│${cells.join('│')}│`;
  });
}
