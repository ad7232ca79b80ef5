import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Court } from '../court/court.ts';
import type { StreamMappingDefinition } from '../definitions/stream-mapping.ts';
import type { Forward } from '../dynamodb/forward.ts';
import type { Functions } from '../functions/functions.ts';
import { parsePolicy } from '../policy/policy.ts';
import type { QueueLaw } from '../queue/law.ts';
import type { Queue } from '../queue/queue.ts';
import type { Queues } from '../queue/queues.ts';
import { openCheckpoints } from './checkpoints.ts';
import { createStreamMapping } from './stream-mapping.ts';
import type { GivenUp, StreamMapping } from './stream-mapping.ts';
import { openTableStream } from './table-stream.ts';
import type { TableStream } from './table-stream.ts';

/** The mappings from tables' streams to functions. */
export interface Streams {
  /** Hears of a write to that table. */
  written: (tableName: string) => void;
  /** Resolves when every record there was is done with. */
  drained: () => Promise<void>;
  stop(): void;
}

interface StreamsInput {
  definitions: readonly StreamMappingDefinition[];
  forward: Forward;
  functions: Functions;
  queues: Queues;
  queueLaw: QueueLaw;
  court: Court;
  clock: Clock;
  /** Folder of `streams.json`; in memory when undefined. */
  dataDir: string | undefined;
  log: (line: string) => void;
}

/** What Lambda's poller does in the name of the function's role. */
const NEEDED = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];

/**
 * Starts the mappings, each where it was when the process last ended. They look for records at the
 * start and after each write that goes through the cloud's own DynamoDB, so an idle cloud asks
 * nothing. A role that may not read its stream is a refusal on record, and the mapping does
 * nothing: AWS would not make it.
 * @throws Error for a table without a stream in the engine, or an on-failure destination that is
 *   not a queue of the template
 */
export async function startStreams(input: StreamsInput): Promise<Streams> {
  const checkpoints = openCheckpoints(input.dataDir);
  const running: { tableName: string; mapping: StreamMapping }[] = [];
  for (const definition of input.definitions) {
    const onFailure = onFailureOf(definition, input.queues);
    if (!mayRead(definition, input)) {
      input.log(
        `${definition.logicalId} reads nothing: its function's role may not read the stream.`,
      );
      continue;
    }
    const stream = await openTableStream(definition.tableName, input.forward);
    const giveUp = (given: GivenUp): void => {
      tellOnFailure(given, definition, stream, onFailure, input);
    };
    const { functions, clock, log } = input;
    const ground = { definition, stream, functions, checkpoints, clock, log, giveUp };
    const mapping = createStreamMapping(ground);
    running.push({ tableName: definition.tableName, mapping });
  }
  const pump = async (mapping: StreamMapping): Promise<void> => {
    try {
      await mapping.pump();
    } catch (error) {
      input.log(`A stream could not be read: ${String(error)}`);
    }
  };
  for (const { mapping } of running) void pump(mapping);
  return {
    written(tableName) {
      for (const each of running) if (each.tableName === tableName) void pump(each.mapping);
    },
    drained: async () => {
      await Promise.all(running.map(({ mapping }) => pump(mapping)));
    },
    stop() {
      for (const { mapping } of running) mapping.stop();
    },
  };
}

function mayRead(
  { functionArn, streamArn, keyArn, keyPolicy }: StreamMappingDefinition,
  { functions, court }: StreamsInput,
): boolean {
  const principal = functions.principalOf(functionArn);
  const lacking = NEEDED.filter((action) => {
    const call = { action: `dynamodb:${action}`, resource: streamArn, principal, context: {} };
    return !court.judge(call, { kind: 'none' }).allowed;
  });
  if (lacking.length > 0) return false;
  if (keyArn === undefined) return true;
  const context = {
    'kms:ViaService': `dynamodb.${REGION}.amazonaws.com`,
    'kms:CallerAccount': ACCOUNT,
  };
  return court.judge(
    { action: 'kms:Decrypt', resource: keyArn, principal, context },
    { kind: 'must', policy: parsePolicy(keyPolicy, `key ${keyArn}`) },
  ).allowed;
}

function onFailureOf(
  { logicalId, onFailureArn }: StreamMappingDefinition,
  queues: Queues,
): Queue | undefined {
  if (onFailureArn === undefined) return undefined;
  const queue = queues.find(onFailureArn);
  if (queue !== undefined) return queue;
  throw new Error(
    `The on-failure destination of ${logicalId}, ${onFailureArn}, is not a queue of the template.`,
  );
}

/**
 * Sends where the records are and what became of them, never the records. Source: Lambda developer
 * guide, "on-failure destination".
 */
function tellOnFailure(
  { records, because, tries, outcome }: GivenUp,
  { functionArn, streamArn, logicalId }: StreamMappingDefinition,
  { shardId }: TableStream,
  onFailure: Queue | undefined,
  { functions, queueLaw, clock, log }: StreamsInput,
): void {
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) return;
  log(`${logicalId} gave up ${records.length} records after ${tries} tries: ${because}.`);
  if (onFailure === undefined) return;
  const role = functions.principalOf(functionArn);
  if (queueLaw.lacks(role, 'SendMessage', onFailure.definition) !== undefined) return;
  const body = {
    requestContext: {
      requestId: randomUUID(),
      functionArn,
      condition: because,
      approximateInvokeCount: tries,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(outcome.ok ? {} : { functionError: 'Unhandled' }),
    },
    version: '1.0',
    timestamp: new Date(clock.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first.record.dynamodb.SequenceNumber,
      endSequenceNumber: last.record.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: new Date(first.seenAt).toISOString(),
      approximateArrivalOfLastRecord: new Date(last.seenAt).toISOString(),
      batchSize: records.length,
      streamArn,
    },
  };
  onFailure.send({ body: JSON.stringify(body), attributes: {}, senderId: role.sessionArn });
}
