/**
 * Runs in a worker thread, as functions do. `read` reads the items with the SDK and does no more:
 * in a worker just started its client is constructed, with credentials at hand, and nothing has
 * been called yet. `parts` does by hand what `query-exposure` does, part by part.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { BatchGetItemCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { catalogue } from '@registry/catalogue';
import type { Roster } from '@registry/domain';
import { assessRosters, createAssess, IcbCode, ProductId } from '@registry/domain';
import { decodeRoster } from '@registry/storage';
import { createForward } from '../../packages/local-cloud/src/dynamodb/forward.ts';
import { assumeNational } from './assume-national.ts';
import type { PartsReply, ReadReply } from './raw-messages.ts';
import { Given, Task } from './raw-messages.ts';
import { timed, total } from './report.ts';

/** BatchGetItem's limit. */
const MOST_KEYS = 100;

const port = parentPort;
if (port === null) throw new Error('The raw reader runs in a worker thread only');
const given = Given.parse(workerData);
const { endpoint, region, engineUrl, table, pointers, today } = given;
const { forward } = createForward(engineUrl);
const national = new DynamoDBClient({ endpoint, region, credentials: given.national });
let assumed: DynamoDBClient | undefined;
const rosters = new Map<string, Roster>();

port.on('message', (message: unknown) => {
  const task = Task.parse(message);
  void (task.act === 'read' ? read(task) : parts(task)).then((reply) => {
    port.postMessage(reply);
  });
});

async function read(task: Task): Promise<ReadReply> {
  const store = await timed(() => readItems(national, task));
  const engine = await timed(() => readStraight(task));
  return {
    storeMs: store.ms,
    units: store.value.units,
    bytes: engine.value,
    engineMs: engine.ms,
  };
}

async function parts(task: Task): Promise<PartsReply> {
  const client = await timed(async () => (assumed ??= await assume()));
  const pointer = await timed(() => (task.pointer ? readPointer(client.value) : 0));
  const store = await timed(() => readItems(client.value, task));
  const decode = await timed(() => {
    for (const item of store.value.items) decodeItem(item);
  });
  const assess = await timed(() => assessAll(task));
  const answer: unknown = JSON.parse(task.body);
  const serialise = await timed(() => JSON.stringify(answer));
  return {
    pointerMs: pointer.ms,
    pointerUnits: pointer.value,
    credentialsMs: client.ms,
    storeMs: store.ms,
    decodeMs: decode.ms,
    assessMs: assess.ms,
    serialiseMs: serialise.ms,
  };
}

async function assume(): Promise<DynamoDBClient> {
  return new DynamoDBClient({ endpoint, region, credentials: await assumeNational(given) });
}

async function readPointer(client: DynamoDBClient): Promise<number> {
  const { ConsumedCapacity: consumed } = await client.send(
    new GetItemCommand({
      TableName: pointers,
      Key: { pk: { S: 'ICBS' } },
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  return consumed?.CapacityUnits ?? 0;
}

type Item = Record<string, AttributeValue>;

function keysOf({ what, icbs }: Task) {
  const sk = what === 'rosters' ? 'ROSTER' : 'VERSION';
  return icbs.map((icb) => ({ pk: { S: `ICB#${icb}#ROSTER` }, sk: { S: sk } }));
}

function pagesOf<T>(keys: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(keys.length / MOST_KEYS) }, (_, page) =>
    keys.slice(page * MOST_KEYS, (page + 1) * MOST_KEYS),
  );
}

/** One item by GetItem, more by BatchGetItem in pages side by side, as the store does. */
async function readItems(
  client: DynamoDBClient,
  task: Task,
): Promise<{ items: Item[]; units: number }> {
  const keys = keysOf(task);
  const [only, ...more] = keys;
  const strongly = { ConsistentRead: true };
  const counted = { ReturnConsumedCapacity: 'TOTAL' } as const;
  if (only && more.length === 0) {
    const one = { TableName: table, Key: only, ...strongly, ...counted };
    const { Item: item, ConsumedCapacity: consumed } = await client.send(new GetItemCommand(one));
    return { items: item ? [item] : [], units: consumed?.CapacityUnits ?? 0 };
  }
  const pages = await Promise.all(
    pagesOf(keys).map((page) => {
      const many = { RequestItems: { [table]: { Keys: page, ...strongly } }, ...counted };
      return client.send(new BatchGetItemCommand(many));
    }),
  );
  return {
    items: pages.flatMap(({ Responses }) => Responses?.[table] ?? []),
    units: total(pages.map(({ ConsumedCapacity: used }) => used?.[0]?.CapacityUnits ?? 0)),
  };
}

/** The same read with neither SDK nor law between: the engine's answers, in bytes. */
async function readStraight(task: Task): Promise<number> {
  const answers = await Promise.all(
    pagesOf(keysOf(task)).map((page) => {
      const request = { RequestItems: { [table]: { Keys: page, ConsistentRead: true } } };
      return forward('DynamoDB_20120810.BatchGetItem', JSON.stringify(request));
    }),
  );
  return total(answers.map(({ body }) => Buffer.byteLength(body)));
}

function decodeItem({ pk, version, codec, rows }: Item): void {
  if (!rows?.B) return;
  const icb = IcbCode.parse(pk?.S?.split('#')[1]);
  rosters.set(icb, decodeRoster(icb, Number(version?.N), Number(codec?.N), rows.B));
}

function assessAll({ icbs, products }: Task): number {
  const affected = products.map((product) => ({
    product: ProductId.parse(product),
    effect: 'unavailable' as const,
  }));
  const asked = icbs.flatMap((icb) => rosters.get(icb) ?? []);
  return assessRosters(asked, createAssess(catalogue, affected, today)).length;
}
