import * as z from 'zod';
import type { Table } from '../definitions/table.ts';
import type { Forward } from './forward.ts';

const PREFIX = 'DynamoDB_20120810';

const described = z.object({
  Table: z.object({
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
    AttributeDefinitions: z.array(
      z.object({ AttributeName: z.string(), AttributeType: z.string() }),
    ),
  }),
});

/**
 * Gives the engine each table it lacks. Throws when a table there has other keys than the
 * template's, since DynamoDB cannot change keys in place either.
 */
export async function createTables(tables: readonly Table[], forward: Forward): Promise<void> {
  for (const table of tables) await ensureTable(table, forward);
}

async function ensureTable(table: Table, forward: Forward): Promise<void> {
  const { attributeDefinitions, keySchema, streamViewType } = table.definition;
  const found = await forward(`${PREFIX}.DescribeTable`, JSON.stringify({ TableName: table.name }));
  if (found.status === 200) {
    const { Table } = described.parse(JSON.parse(found.body.toString()));
    const wanted = keysInWords(keySchema, attributeDefinitions);
    const there = keysInWords(Table.KeySchema, Table.AttributeDefinitions);
    if (wanted === there) return;
    throw new Error(
      `Table ${table.name} (${table.logicalId}) is stored with the keys ${there}, but the template gives it ${wanted}: start with another DATA_DIR, or delete this one.`,
    );
  }
  const created = await forward(
    `${PREFIX}.CreateTable`,
    JSON.stringify({
      TableName: table.name,
      AttributeDefinitions: attributeDefinitions,
      KeySchema: keySchema,
      BillingMode: 'PAY_PER_REQUEST',
      ...(streamViewType === undefined
        ? {}
        : { StreamSpecification: { StreamEnabled: true, StreamViewType: streamViewType } }),
    }),
  );
  if (created.status !== 200) {
    throw new Error(
      `Table ${table.name} (${table.logicalId}) could not be made: ${created.body.toString()}`,
    );
  }
}

function keysInWords(
  keys: readonly { AttributeName: string; KeyType: string }[],
  definitions: readonly { AttributeName: string; AttributeType: string }[],
): string {
  const typeOf = (name: string) =>
    definitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? '?';
  return keys
    .map(({ AttributeName, KeyType }) => `${AttributeName} (${KeyType}, ${typeOf(AttributeName)})`)
    .join(' and ');
}
