import * as z from 'zod';
import type { Outcome } from './instance.ts';

const Report = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * Which items of a batch failed. All did when the function ended in an error, or when its report is
 * malformed or names an item that is not in the batch; otherwise those that the report names did.
 * Source: Lambda developer guide, "Implementing partial batch responses".
 * @param identifiers message ids of a queue, sequence numbers of a stream
 */
export function failuresOf(
  outcome: Outcome,
  identifiers: readonly string[],
  { reportsFailures }: { reportsFailures: boolean },
): 'all' | readonly string[] {
  if (!outcome.ok) return 'all';
  if (!reportsFailures || ['null', '""', '{}'].includes(outcome.payload)) return [];
  const report = Report.safeParse(JSON.parse(outcome.payload));
  if (!report.success) return 'all';
  const failed = (report.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((id) => identifiers.includes(id)) ? failed : 'all';
}
