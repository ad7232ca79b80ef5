/** What takes a queue's messages to a function. */
export interface QueueMappingDefinition {
  /** Name in the template. */
  logicalId: string;
  functionArn: string;
  queueArn: string;
  batchSize: number;
  /** Most batches at once; Infinity leaves it to the function's own limit. */
  concurrency: number;
  /** Whether the function says which messages failed. */
  reportsFailures: boolean;
}
