import * as z from 'zod';
import type { Forward } from '../dynamodb/forward.ts';

/** A change of an item, as DynamoDB Streams tells it. */
export const StreamRecord = z.looseObject({
  eventID: z.string(),
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
});
export type StreamRecord = z.infer<typeof StreamRecord>;

/** The stream of one table in the engine. */
export interface TableStream {
  /** The engine's own name for it: another one when the table was made anew. */
  engineArn: string;
  shardId: string;
  /**
   * Up to 1,000 records after that sequence number, or from the first one kept; none when there are
   * no more.
   */
  read(after: string | undefined): Promise<StreamRecord[]>;
  /** Sequence number of the newest record when the stream was opened; nothing when it had none. */
  newest: string | undefined;
}

const Listed = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) });
const Described = z.object({
  StreamDescription: z.object({
    Shards: z.array(
      z.object({
        ShardId: z.string(),
        SequenceNumberRange: z.object({ EndingSequenceNumber: z.string().optional() }),
      }),
    ),
  }),
});
const Iterator = z.object({ ShardIterator: z.string() });
const Records = z.object({
  Records: z.array(StreamRecord),
  NextShardIterator: z.string().optional(),
});

/**
 * Finds the table's stream.
 * @throws Error when there is none, or it has not the one shard that the embedded engine keeps
 */
export async function openTableStream(tableName: string, forward: Forward): Promise<TableStream> {
  const ask = asker(forward);
  const [stream] = (await ask('ListStreams', { TableName: tableName }, Listed)).Streams;
  if (stream === undefined) {
    throw new Error(
      `Table ${tableName} is stored without its stream: start with another DATA_DIR.`,
    );
  }
  const StreamArn = stream.StreamArn;
  const { StreamDescription } = await ask('DescribeStream', { StreamArn }, Described);
  const [shard, another] = StreamDescription.Shards;
  if (shard === undefined || another !== undefined) {
    throw new Error(`The stream of ${tableName} has not one shard, as the embedded engine's have.`);
  }
  const { ShardId, SequenceNumberRange } = shard;
  const iteratorAfter = async (after: string | undefined): Promise<string> => {
    const position =
      after === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
    const found = await ask('GetShardIterator', { StreamArn, ShardId, ...position }, Iterator);
    return found.ShardIterator;
  };
  return {
    engineArn: StreamArn,
    shardId: ShardId,
    newest: SequenceNumberRange.EndingSequenceNumber,
    async read(after) {
      const ShardIterator = await iteratorAfter(after);
      return (await ask('GetRecords', { ShardIterator, Limit: 1000 }, Records)).Records;
    },
  };
}

function asker(forward: Forward) {
  return async <T>(operation: string, input: object, schema: z.ZodType<T>): Promise<T> => {
    const { status, body } = await forward(
      `DynamoDBStreams_20120810.${operation}`,
      JSON.stringify(input),
    );
    if (status !== 200)
      throw new Error(`${operation} of DynamoDB Streams failed: ${body.toString()}`);
    return schema.parse(JSON.parse(body.toString()));
  };
}
