import * as z from 'zod';
import type { FunctionDefinition } from '../definitions/function.ts';
import type { QueueMappingDefinition } from '../definitions/queue-mapping.ts';
import type { StreamMappingDefinition } from '../definitions/stream-mapping.ts';
import type { Table } from '../definitions/table.ts';
import { readEventFilter } from '../filter/filter.ts';
import { readProperties } from './read-properties.ts';
import type { Resource } from './resolve.ts';

const Shared = {
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: z.union([z.boolean(), z.stringbool()]).default(true),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  // A batch never waits to be filled here.
  MaximumBatchingWindowInSeconds: z.unknown().optional(),
  Tags: z.unknown().optional(),
};

// Defaults are Lambda's own. Source: CloudFormation reference, AWS::Lambda::EventSourceMapping.
const QueueMapping = z.strictObject({
  ...Shared,
  BatchSize: z.coerce.number().int().min(1).default(10),
  ScalingConfig: z
    .strictObject({ MaximumConcurrency: z.coerce.number().int().min(2).optional() })
    .default({}),
});

/** Lambda writes -1 for "without end". */
const Limit = z.coerce
  .number()
  .int()
  .min(-1)
  .default(-1)
  .transform((limit) => (limit === -1 ? Infinity : limit));

const StreamMapping = z.strictObject({
  ...Shared,
  BatchSize: z.coerce.number().int().min(1).default(100),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  MaximumRetryAttempts: Limit,
  MaximumRecordAgeInSeconds: Limit,
  BisectBatchOnFunctionError: z.union([z.boolean(), z.stringbool()]).default(false),
  ParallelizationFactor: z.literal(1).optional(),
  DestinationConfig: z
    .strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) })
    .optional(),
  FilterCriteria: z
    .strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) })
    .default({ Filters: [] }),
});

/** What starts functions by itself, as far as queues and streams do. */
export interface EventSources {
  queues: QueueMappingDefinition[];
  streams: StreamMappingDefinition[];
}

/**
 * The template's event source mappings; one that is not enabled is left out.
 * @throws Error for a setting that would be ignored, and for a source or function that is not in
 *   the template
 */
export function eventSourcesOf(
  resources: readonly Resource[],
  functions: readonly FunctionDefinition[],
  tables: readonly Table[],
): EventSources {
  const mappings = resources.filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping');
  const isQueue = (mapping: Resource): boolean =>
    String(mapping.properties().EventSourceArn).startsWith('arn:aws:sqs:');
  return {
    queues: mappings
      .filter(isQueue)
      .flatMap((resource) => queueMappingOf(resource, functions, resources)),
    streams: mappings
      .filter((resource) => !isQueue(resource))
      .flatMap((resource) => streamMappingOf(resource, functions, tables)),
  };
}

function queueMappingOf(
  resource: Resource,
  functions: readonly FunctionDefinition[],
  resources: readonly Resource[],
): QueueMappingDefinition[] {
  const properties = readProperties(resource, QueueMapping);
  const queueArn = properties.EventSourceArn;
  if (!resources.some(({ type, arn }) => type === 'AWS::SQS::Queue' && arn === queueArn)) {
    throw new Error(`${resource.logicalId} reads from ${queueArn}, which is not in the template.`);
  }
  if (!properties.Enabled) return [];
  return [
    {
      logicalId: resource.logicalId,
      functionArn: functionArnOf(resource, properties.FunctionName, functions),
      queueArn,
      batchSize: properties.BatchSize,
      concurrency: properties.ScalingConfig.MaximumConcurrency ?? Infinity,
      reportsFailures: properties.FunctionResponseTypes.length > 0,
    },
  ];
}

function streamMappingOf(
  resource: Resource,
  functions: readonly FunctionDefinition[],
  tables: readonly Table[],
): StreamMappingDefinition[] {
  const properties = readProperties(resource, StreamMapping);
  const { EventSourceArn: streamArn, FilterCriteria } = properties;
  const table = tables.find(({ arn }) => streamArn.startsWith(`${arn}/stream/`));
  if (table?.definition.streamViewType === undefined) {
    throw new Error(`${resource.logicalId} reads from ${streamArn}, but no table has that stream.`);
  }
  if (!properties.Enabled) return [];
  return [
    {
      logicalId: resource.logicalId,
      functionArn: functionArnOf(resource, properties.FunctionName, functions),
      streamArn,
      tableName: table.name,
      keyArn: table.keyArn,
      keyPolicy: table.keyPolicy,
      batchSize: properties.BatchSize,
      from: properties.StartingPosition,
      passes: readEventFilter(FilterCriteria.Filters.map(({ Pattern }) => Pattern)),
      retries: properties.MaximumRetryAttempts,
      oldestSeconds: properties.MaximumRecordAgeInSeconds,
      bisects: properties.BisectBatchOnFunctionError,
      reportsFailures: properties.FunctionResponseTypes.length > 0,
      onFailureArn: properties.DestinationConfig?.OnFailure.Destination,
    },
  ];
}

function functionArnOf(
  { logicalId }: Resource,
  wanted: string,
  functions: readonly FunctionDefinition[],
): string {
  const found = functions.find(({ name, arn }) => wanted === name || wanted === arn);
  if (found !== undefined) return found.arn;
  throw new Error(`${logicalId} leads to the function ${wanted}, which is not in the template.`);
}
