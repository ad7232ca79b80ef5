import { Logger } from '@aws-lambda-powertools/logger';
import type {
  AttributeValue,
  TransactWriteItem,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  paginateQuery,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { versionOf } from './versions.ts';

/**
 * A DynamoDB client that can reach only what its credentials allow, and what making things wait and
 * vary needs.
 */
export interface Database {
  client: DynamoDBClient;
  /** Names of the tables. */
  tables: { registry: string; outages: string; alerts: string; pointers: string };
  /** Uniform in [0, 1). */
  random: () => number;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<void>;
  /**
   * True when reads of single items asked for at once go together. Its credentials must allow
   * BatchGetItem wherever they allow GetItem.
   */
  gathers: boolean;
  /**
   * Told the read units of each read: strongly consistent, 4 KB each (AWS, DynamoDB read
   * consistency).
   */
  onRead: (units: number) => void;
  /** Told the key and version of each item that cannot be read, and nothing of what it says. */
  onUnreadable: (item: { pk: string; sk: string; v: number }) => void;
}

/** Names of the tables as the template gives them; a function is told those that it uses. */
const Environment = z.object({
  REGISTRY_TABLE: z.string().default(''),
  OUTAGES_TABLE: z.string().default(''),
  ALERTS_TABLE: z.string().default(''),
  POINTERS_TABLE: z.string().default(''),
});

/** A database over a client, with the tables that the environment names. */
export function openDatabase(
  client: DynamoDBClient,
  env: unknown,
  onRead: (units: number) => void,
): Database {
  const names = Environment.parse(env);
  // It has no log to write to, and looks through every attribute of every item for what not to
  // write there.
  client.middlewareStack.remove('loggerMiddleware');
  const logger = new Logger();
  return {
    client,
    tables: {
      registry: names.REGISTRY_TABLE,
      outages: names.OUTAGES_TABLE,
      alerts: names.ALERTS_TABLE,
      pointers: names.POINTERS_TABLE,
    },
    random: Math.random,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    onRead,
    onUnreadable: (item) => {
      logger.error('item unreadable', { item });
    },
    gathers: false,
  };
}

/**
 * A database as the function itself: for functions that streams, queues and schedules start, whose
 * own role is narrow.
 */
export function openOwnDatabase(env: unknown): Database {
  return openDatabase(new DynamoDBClient({}), env, () => undefined);
}

/** A key as the tables have them. */
export type Key = Record<string, string>;

/** An item as JavaScript has it. */
export type Item = Record<string, unknown>;

/** Attempts of whatever collides with another writer, with full jitter between them. */
const ATTEMPTS = 12;
const LONGEST_WAIT_MS = 800;

/** Thrown when a write kept colliding with others for all its attempts. */
export class StillColliding extends Error {}

/**
 * Repeats `attempt` until it gives something other than `'again'`. Throws `StillColliding` after 12
 * attempts.
 */
export async function untilDone<T>(
  { random, wait }: Pick<Database, 'random' | 'wait'>,
  attempt: () => Promise<T | 'again'>,
): Promise<T> {
  for (let tried = 0; tried < ATTEMPTS; tried += 1) {
    const result = await attempt();
    if (result !== 'again') return result;
    await wait(random() * Math.min(LONGEST_WAIT_MS, 25 * 2 ** tried));
  }
  throw new StillColliding('Other writers kept changing the same items');
}

/** Every item of a partition whose sort key begins so, in its order, read strongly. */
export async function queryItems(
  db: Database,
  table: string,
  pk: string,
  prefix: string,
): Promise<Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: db.client },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: marshall({ ':pk': pk, ':prefix': prefix }),
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL',
    },
  );
  for await (const page of pages) {
    db.onRead(page.ConsumedCapacity?.CapacityUnits ?? 0);
    items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
  }
  return items;
}

/** An item to be written, with the version of its form. */
export function itemOf(key: Key, attributes: Item): Record<string, AttributeValue> {
  const item = { ...key, ...attributes, v: versionOf(key) };
  return marshall(item, { removeUndefinedValues: true });
}

/**
 * An item to put in a transaction; `ifVersion` of what it replaces: `undefined` when nothing may be
 * there, `'any'` to not care.
 */
export function put(
  table: string,
  key: Key,
  attributes: Item,
  ifVersion: number | undefined | 'any',
): TransactWriteItem {
  const base = { TableName: table, Item: itemOf(key, attributes) };
  if (ifVersion === 'any') return { Put: base };
  if (ifVersion === undefined) {
    return { Put: { ...base, ConditionExpression: 'attribute_not_exists(pk)' } };
  }
  return {
    Put: {
      ...base,
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: marshall({ ':version': ifVersion }),
    },
  };
}

/** An item to delete in a transaction, if it still has that version. */
export function remove(table: string, key: Key, ifVersion: number): TransactWriteItem {
  return {
    Delete: {
      TableName: table,
      Key: marshall(key),
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: marshall({ ':version': ifVersion }),
    },
  };
}

/**
 * Writes all or nothing: up to 100 items. `'collided'` when another writer changed one of them
 * meanwhile.
 */
export async function transact(
  { client }: Database,
  items: readonly TransactWriteItem[],
): Promise<'done' | 'collided'> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [...items] }));
    return 'done';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const passing = ['None', 'ConditionalCheckFailed', 'TransactionConflict', 'ThrottlingError'];
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
    if (codes.every((code) => passing.includes(code))) return 'collided';
    throw error;
  }
}

/**
 * Updates one item, and gives what `ReturnValues` asks for; while a transaction holds it, which the
 * SDK does not try again, it waits. Throws `StillColliding` in the end.
 */
export async function updateItem(db: Database, input: UpdateItemCommandInput): Promise<Item> {
  return untilDone(db, async () => {
    try {
      const { Attributes } = await db.client.send(new UpdateItemCommand(input));
      return Attributes ? unmarshall(Attributes) : {};
    } catch (error) {
      if (error instanceof TransactionConflictException) return 'again';
      throw error;
    }
  });
}

/**
 * As `updateItem`, of an item that may have been changed otherwise meanwhile: where its condition
 * does not hold, nothing is changed.
 */
export async function updateItemIf(
  db: Database,
  input: UpdateItemCommandInput & { ConditionExpression: string },
): Promise<void> {
  try {
    await updateItem(db, input);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
