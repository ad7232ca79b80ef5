import type { EventFilter } from '../filter/filter.ts';

/** What takes a table's stream to a function. */
export interface StreamMappingDefinition {
  /** Name in the template. */
  logicalId: string;
  functionArn: string;
  /** ARN of the stream as the template has it. */
  streamArn: string;
  tableName: string;
  /** The customer-managed key of the table, which its stream shares. */
  keyArn: string | undefined;
  keyPolicy: unknown;
  batchSize: number;
  from: 'TRIM_HORIZON' | 'LATEST';
  passes: EventFilter;
  /** Tries after the first; Infinity, the default, means without end. */
  retries: number;
  /** The mapping gives up records older than this; Infinity, the default, means never. */
  oldestSeconds: number;
  /** Halves a batch whose function failed, to find the record that fails it. */
  bisects: boolean;
  /** Whether the function says which records failed. */
  reportsFailures: boolean;
  /** Queue that hears of the records given up. */
  onFailureArn: string | undefined;
}
