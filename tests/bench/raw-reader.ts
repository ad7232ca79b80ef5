/**
 * Runs in a worker thread, as functions do, and does by hand what `query-exposure` does, part by part. A worker just started is
 * as cold as a function's new instance: no connection, no credentials, nothing compiled.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { BatchGetItemCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { catalogue } from '@registry/catalogue';
import type { Roster } from '@registry/domain';
import { assessRosters, createAssess, IcbCode, ProductId } from '@registry/domain';
import { decodeRoster } from '@registry/storage';
import { createForward } from '../../packages/local-cloud/src/dynamodb/forward.ts';
import { Given, Task } from './raw-messages.ts';
import type { Reply } from './raw-messages.ts';
import { timed } from './report.ts';

const port = parentPort;
if (port === null) throw new Error('The raw reader runs in a worker thread only');
const given = Given.parse(workerData);
const { endpoint, region, engineUrl, table, pointers, roleArn, nationalOrg, today } = given;
const { forward } = createForward(engineUrl);
let national: DynamoDBClient | undefined;
let own: DynamoDBClient | undefined;
const rosters = new Map<string, Roster>();

port.on('message', (message: unknown) => {
  void answer(Task.parse(message)).then((reply) => {
    port.postMessage(reply);
  });
});

async function answer(task: Task): Promise<Reply> {
  // The order is the handler's.
  const pointer = await timed(() => (task.pointer ? readPointer() : 0));
  const client = await timed(async () => (national ??= await assumeNational()));
  const store = await timed(() => readItems(client.value, task));
  const decode = await timed(() => {
    for (const item of store.value.items) decodeItem(item);
  });
  const assess = await timed(assessAll);
  const engine = await timed(() => readStraight(task));
  const text = task.body === undefined ? undefined : await serialise(task.body);
  return {
    pointerMs: pointer.ms,
    pointerUnits: pointer.value,
    credentialsMs: client.ms,
    storeMs: store.ms,
    units: store.value.units,
    bytes: engine.value,
    engineMs: engine.ms,
    decodeMs: decode.ms,
    assessMs: assess.ms,
    serialiseMs: text ?? 0,
  };
}

async function readPointer(): Promise<number> {
  own ??= new DynamoDBClient({ endpoint, region, credentials: given.credentials });
  const { ConsumedCapacity: consumed } = await own.send(
    new GetItemCommand({
      TableName: pointers,
      Key: { pk: { S: 'ICBS' } },
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  return consumed?.CapacityUnits ?? 0;
}

async function assumeNational(): Promise<DynamoDBClient> {
  const sts = new STSClient({ endpoint, region, credentials: given.credentials });
  const { Credentials: assumed } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: nationalOrg,
      DurationSeconds: 3600,
      Tags: [{ Key: 'tenant', Value: nationalOrg }],
    }),
  );
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken,
  } = assumed ?? {};
  if (!accessKeyId || !secretAccessKey || !SessionToken) throw new Error('STS gave no credentials');
  const credentials = { accessKeyId, secretAccessKey, sessionToken: SessionToken };
  return new DynamoDBClient({ endpoint, region, credentials });
}

type Item = Record<string, AttributeValue>;

function keysOf({ what, icbs }: Task) {
  const sk = what === 'rosters' ? 'ROSTER' : 'VERSION';
  return icbs.map((icb) => ({ pk: { S: `ICB#${icb}#ROSTER` }, sk: { S: sk } }));
}

/** One item by GetItem, more by BatchGetItem, as the store does. */
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
  const many = { RequestItems: { [table]: { Keys: keys, ...strongly } }, ...counted };
  const { Responses, ConsumedCapacity } = await client.send(new BatchGetItemCommand(many));
  return { items: Responses?.[table] ?? [], units: ConsumedCapacity?.[0]?.CapacityUnits ?? 0 };
}

/** The same read with neither SDK nor law between: the engine's answer, in bytes. */
async function readStraight(task: Task): Promise<number> {
  const request = { RequestItems: { [table]: { Keys: keysOf(task), ConsistentRead: true } } };
  const { body } = await forward('DynamoDB_20120810.BatchGetItem', JSON.stringify(request));
  return Buffer.byteLength(body);
}

function decodeItem({ pk, version, codec, rows }: Item): void {
  if (!rows?.B) return;
  const icb = IcbCode.parse(pk?.S?.split('#')[1]);
  rosters.set(icb, decodeRoster(icb, Number(version?.N), Number(codec?.N), rows.B));
}

function assessAll(): number {
  const affected = [{ product: ProductId.parse('emis-web'), effect: 'unavailable' as const }];
  return assessRosters([...rosters.values()], createAssess(catalogue, affected, today)).length;
}

async function serialise(body: string): Promise<number> {
  const value: unknown = JSON.parse(body);
  return (await timed(() => JSON.stringify(value))).ms;
}
