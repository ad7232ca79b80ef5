import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { BatchGetItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient, KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Database, Item, Key } from './database.ts';
import { untilDone } from './database.ts';

/** BatchGetItem's limit on keys. */
const BATCH = 100;

/** One item that somebody waits for. */
interface Read {
  table: string;
  key: Key;
  give: (item: Item | undefined) => void;
  fail: (error: unknown) => void;
}

/** An item read strongly, or undefined. */
export function getItem(db: Database, table: string, key: Key): Promise<Item | undefined> {
  return db.gathers ? gather(db, table, key) : getAlone(db, table, key);
}

/** Items read strongly, in no particular order; those that do not exist are left out. */
export async function getItems(db: Database, table: string, keys: readonly Key[]): Promise<Item[]> {
  const found = db.gathers
    ? await Promise.all(keys.map((key) => gather(db, table, key)))
    : await getTogether(
        db,
        keys.map((key) => ({ table, key })),
      );
  return found.filter((item) => item !== undefined);
}

async function getAlone(db: Database, table: string, key: Key): Promise<Item | undefined> {
  const { Item: item, ConsumedCapacity: consumed } = await db.client.send(
    new GetItemCommand({
      TableName: table,
      Key: marshall(key),
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  db.onRead(consumed?.CapacityUnits ?? 0);
  return item && unmarshall(item);
}

/**
 * Reads that wait for the end of this turn of the event loop, by the client through which they go.
 */
const waiting = new WeakMap<DynamoDBClient, Read[]>();

/** Whatever one request asks for at once, of whichever tables, is one round trip. */
function gather(db: Database, table: string, key: Key): Promise<Item | undefined> {
  return new Promise((give, fail) => {
    const reads = waiting.get(db.client) ?? [];
    reads.push({ table, key, give, fail });
    if (reads.length > 1) return;
    waiting.set(db.client, reads);
    process.nextTick(() => {
      waiting.delete(db.client);
      void send(db, reads);
    });
  });
}

async function send(db: Database, reads: readonly Read[]): Promise<void> {
  try {
    const items = await getTogether(db, reads);
    reads.forEach(({ give }, index) => {
      give(items[index]);
    });
  } catch (error) {
    for (const { fail } of reads) fail(error);
  }
}

/**
 * Items read strongly, one alone and several in batches, each where its key stands; undefined for
 * one that does not exist.
 */
async function getTogether(
  db: Database,
  wanted: readonly Pick<Read, 'table' | 'key'>[],
): Promise<(Item | undefined)[]> {
  const [only, ...others] = wanted;
  if (only && others.length === 0) return [await getAlone(db, only.table, only.key)];
  // A batch may name a key once only.
  const distinct = new Map(wanted.map((each) => [nameOf(each.table, each.key), each]));
  const all = [...distinct.values()];
  const found = new Map<string, Item>();
  const batches = Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    getBatch(db, all.slice(index * BATCH, (index + 1) * BATCH), found),
  );
  await Promise.all(batches);
  return wanted.map(({ table, key }) => found.get(nameOf(table, key)));
}

async function getBatch(
  db: Database,
  wanted: readonly Pick<Read, 'table' | 'key'>[],
  found: Map<string, Item>,
): Promise<void> {
  let remaining = requestOf(wanted);
  await untilDone(db, async () => {
    const answer = await db.client.send(
      new BatchGetItemCommand({ RequestItems: remaining, ReturnConsumedCapacity: 'TOTAL' }),
    );
    for (const { CapacityUnits: units } of answer.ConsumedCapacity ?? []) db.onRead(units ?? 0);
    for (const [table, items] of Object.entries(answer.Responses ?? {})) {
      for (const item of items) found.set(nameOf(table, keyOf(item)), unmarshall(item));
    }
    remaining = answer.UnprocessedKeys ?? {};
    return Object.keys(remaining).length > 0 ? 'again' : 'done';
  });
}

function requestOf(
  wanted: readonly Pick<Read, 'table' | 'key'>[],
): Record<string, KeysAndAttributes> {
  return Object.fromEntries(
    [...Map.groupBy(wanted, ({ table }) => table)].map(([table, reads]) => [
      table,
      { Keys: reads.map(({ key }) => marshall(key)), ConsistentRead: true },
    ]),
  );
}

function keyOf({ pk, sk }: Record<string, AttributeValue>): Key {
  return { pk: pk?.S ?? '', ...(sk?.S !== undefined && { sk: sk.S }) };
}

function nameOf(table: string, { pk, sk }: Key): string {
  return JSON.stringify([table, pk, sk]);
}
