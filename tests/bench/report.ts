import { availableParallelism, cpus, loadavg } from 'node:os';
import { drawTable } from '../../packages/cli/src/terminal/table.ts';

/** Writes a line to standard output, where the figures go. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a line to standard error, where a person watches. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What the figures were measured on, in one line. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `Machine: node ${process.version}, ${process.platform}-${process.arch}, ${availableParallelism()} cores (${model}), load average ${(loadavg()[0] ?? NaN).toFixed(1)} at the start`;
}

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (lower + upper) / 2;
}

/** The sum; 0 of none. */
export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** What an act gives, and the milliseconds that it took. */
export async function timed<T>(
  act: () => T | Promise<T>,
): Promise<{ value: Awaited<T>; ms: number }> {
  const started = performance.now();
  const value = await act();
  return { value, ms: performance.now() - started };
}

/** A duration as the tables have it, its unit in the heading: one decimal below 100. */
export function inMs(ms: number): string {
  return ms.toFixed(ms < 100 ? 1 : 0);
}

/** A table under a title; the first columns hold words and are flush left, the others numbers. */
export function sayTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words = 1,
): void {
  const columns = head.map((each, column) => ({
    head: each,
    cell: (row: readonly string[]) => row[column] ?? '',
    ...(column >= words && { align: 'right' as const }),
  }));
  say(`\n${title}\n${drawTable(columns, rows)}`);
}
