import * as z from 'zod';
import { partitionKeyOf } from '../definitions/table.ts';
import type { Table } from '../definitions/table.ts';
import { AwsError } from '../protocol/service.ts';
import { keyConditionSchema, keyValuesOf } from './key-condition.ts';

/** One action that a call takes on one item, or on a table when it names no item. */
interface Touch {
  action: string;
  table: Table;
  /** Its partition key's value; undefined for a Scan, which names none. */
  key: string | undefined;
}

/** Permission that a call needs: one action on one table. */
export interface Access {
  action: string;
  table: Table;
  /**
   * Every partition-key value the call touches by this action on this table; undefined when it
   * names none.
   */
  leadingKeys: readonly string[] | undefined;
}

/** Finds a table by its name or its ARN. */
export type FindTable = (nameOrArn: string) => Table;

const item = z.record(z.string(), z.unknown());
const keyed = z.object({ TableName: z.string(), Key: item });
const whole = z.object({ TableName: z.string(), Item: item });
/**
 * The template's tables have no indexes: a call that names one is not understood rather than half
 * judged.
 */
const ranged = z.object({ TableName: z.string(), IndexName: z.undefined().optional() });

const batchGet = z.object({
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(item) })),
});
const batchWrite = z.object({
  RequestItems: z.record(
    z.string(),
    z.array(
      z.strictObject({
        PutRequest: z.object({ Item: item }).optional(),
        DeleteRequest: z.object({ Key: item }).optional(),
      }),
    ),
  ),
});
const transactWrite = z.object({
  TransactItems: z.array(
    z.strictObject({
      Put: whole.optional(),
      Update: keyed.optional(),
      Delete: keyed.optional(),
      ConditionCheck: keyed.optional(),
    }),
  ),
});
const transactGet = z.object({ TransactItems: z.array(z.strictObject({ Get: keyed })) });

const attributeValue = z.union([
  z.strictObject({ S: z.string() }).transform(({ S }) => S),
  z.strictObject({ N: z.string() }).transform(({ N }) => N),
  z.strictObject({ B: z.string() }).transform(({ B }) => B),
]);

/**
 * The permissions that a DynamoDB call needs, one per action and table, as AWS asks for them: a
 * transaction is judged by the actions inside it, a batch by its own name. Throws
 * ValidationException when the call does not say which partition keys it touches,
 * UnknownOperationException for an operation not known here (PartiQL among them).
 */
export function accessesOf(operation: string, body: unknown, find: FindTable): Access[] {
  const grouped = new Map<
    string,
    { action: string; table: Table; keys: Set<string | undefined> }
  >();
  for (const { action, table, key } of touchesOf(operation, body, find)) {
    const group = grouped.get(`${action} ${table.arn}`) ?? { action, table, keys: new Set() };
    grouped.set(`${action} ${table.arn}`, group);
    group.keys.add(key);
  }
  return [...grouped.values()].map(({ action, table, keys }) => {
    const leadingKeys = [...keys].filter((key) => key !== undefined);
    return { action, table, leadingKeys: leadingKeys.length > 0 ? leadingKeys : undefined };
  });
}

function touchesOf(operation: string, body: unknown, find: FindTable): Touch[] {
  switch (operation) {
    case 'PutItem': {
      const { TableName, Item } = read(whole, body);
      return [touch(operation, find(TableName), Item)];
    }
    case 'GetItem':
    case 'UpdateItem':
    case 'DeleteItem': {
      const { TableName, Key } = read(keyed, body);
      return [touch(operation, find(TableName), Key)];
    }
    case 'Scan':
      return [{ action: operation, table: find(read(ranged, body).TableName), key: undefined }];
    case 'Query':
      return queryTouches(body, find);
    case 'BatchGetItem':
      return Object.entries(read(batchGet, body).RequestItems).flatMap(([name, { Keys }]) =>
        Keys.map((key) => touch(operation, find(name), key)),
      );
    case 'BatchWriteItem':
      return Object.entries(read(batchWrite, body).RequestItems).flatMap(([name, requests]) =>
        requests.map(({ PutRequest, DeleteRequest }) =>
          touch(operation, find(name), { ...PutRequest?.Item, ...DeleteRequest?.Key }),
        ),
      );
    case 'TransactGetItems':
      return read(transactGet, body).TransactItems.map(({ Get }) =>
        touch('GetItem', find(Get.TableName), Get.Key),
      );
    case 'TransactWriteItems':
      return read(transactWrite, body).TransactItems.flatMap((part) => writeTouches(part, find));
    default:
      throw new AwsError(
        'UnknownOperationException',
        `The local cloud's DynamoDB does not know ${operation}.`,
      );
  }
}

function queryTouches(body: unknown, find: FindTable): Touch[] {
  const table = find(read(ranged, body).TableName);
  const key = partitionKeyOf(table);
  const values = keyValuesOf(read(keyConditionSchema, body), key);
  if (values.length === 0) {
    throw invalid(`Query condition missed key schema element: ${key}`);
  }
  return values.map((value) => touch('Query', table, { [key]: value }));
}

type WriteItem = z.infer<typeof transactWrite>['TransactItems'][number];

function writeTouches(
  { Put, Update, Delete, ConditionCheck }: WriteItem,
  find: FindTable,
): Touch[] {
  return [
    ...(Put ? [touch('PutItem', find(Put.TableName), Put.Item)] : []),
    ...(Update ? [touch('UpdateItem', find(Update.TableName), Update.Key)] : []),
    ...(Delete ? [touch('DeleteItem', find(Delete.TableName), Delete.Key)] : []),
    ...(ConditionCheck
      ? [touch('ConditionCheckItem', find(ConditionCheck.TableName), ConditionCheck.Key)]
      : []),
  ];
}

function touch(action: string, table: Table, keyOrItem: Record<string, unknown>): Touch {
  const name = partitionKeyOf(table);
  const key = attributeValue.safeParse(keyOrItem[name]);
  if (!key.success) {
    throw invalid(
      `One or more parameter values were invalid: Missing the key ${name} in the item of table ${table.name}`,
    );
  }
  return { action, table, key: key.data };
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `'${path.join('.')}': ${message}`,
  );
  throw invalid(`The local cloud cannot tell what this call touches: ${problems.join('; ')}`);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
