import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BatchGetItemCommand,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { createClock } from '../clock/clock.ts';
import {
  clientsOf,
  FUNCTION_ROLE,
  item,
  keyOf,
  ordersTable,
  startDynamoDbFixture,
  TENANT_ROLE,
} from './dynamodb.fixture.ts';
import type { DynamoDbFixture } from './dynamodb.fixture.ts';

const TableName = ordersTable.name;
const OWN = 'TENANT#north#ORDER#1';
const FOREIGN = 'TENANT#south#ORDER#1';
const HOUR = 3_600_000;

const clock = createClock();
let endpoint: DynamoDbFixture;
let north: DynamoDBClient;

const start = (dataDir: string | undefined, tables = [ordersTable]) =>
  startDynamoDbFixture(clock, dataDir, tables);

/** Clients with the function's own role. */
const asFunction = (at = endpoint) => clientsOf(at.url, at.principals.issue(FUNCTION_ROLE, 'test'));

/**
 * A DynamoDB client that has gone the way functions go: its own role, then the tenant role with a
 * tag.
 */
async function asTenant(tenant: string, at = endpoint): Promise<DynamoDBClient> {
  const { Credentials } = await asFunction(at).sts.send(
    new AssumeRoleCommand({
      RoleArn: TENANT_ROLE,
      RoleSessionName: 'list-orders',
      Tags: [{ Key: 'tenant', Value: tenant }],
    }),
  );
  return clientsOf(at.url, {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  }).dynamodb;
}

beforeAll(async () => {
  endpoint = await start(undefined);
  north = await asTenant('north');
  await north.send(new PutItemCommand({ TableName, Item: item(OWN) }));
  const south = await asTenant('south');
  await south.send(new PutItemCommand({ TableName, Item: item(FOREIGN) }));
});
afterAll(() => endpoint.stop());

const denied = { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } };

describe('a tenant', () => {
  test('reads its own key, by the table’s name or its ARN', async () => {
    for (const name of [TableName, ordersTable.arn]) {
      const got = await north.send(new GetItemCommand({ TableName: name, Key: keyOf(OWN) }));
      expect(got.Item).toEqual(item(OWN));
    }
  });

  test('is refused another tenant’s key, in AWS’s words, with the reason kept', async () => {
    const asked = north.send(new GetItemCommand({ TableName, Key: keyOf(FOREIGN) }));
    await expect(asked).rejects.toMatchObject({
      ...denied,
      message: `User: arn:aws:sts::000000000000:assumed-role/tenant/list-orders is not authorized to perform: dynamodb:GetItem on resource: ${ordersTable.arn} because no identity-based policy allows the dynamodb:GetItem action`,
    });
    expect(endpoint.refusals.at(-1)).toMatchObject({
      action: 'dynamodb:GetItem',
      context: { 'dynamodb:LeadingKeys': [FOREIGN] },
    });
  });

  test('is refused a Scan, which names no key', async () => {
    await expect(north.send(new ScanCommand({ TableName }))).rejects.toMatchObject(denied);
  });

  test('is refused a batch with one foreign key', async () => {
    const batch = (...keys: string[]) =>
      north.send(
        new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: keys.map(keyOf) } } }),
      );
    await expect(batch(OWN, FOREIGN)).rejects.toMatchObject(denied);
    const { Responses } = await batch(OWN);
    expect(Responses).toEqual({ [TableName]: [item(OWN)] });
  });

  test('is refused a transaction with one foreign key, and nothing of it is done', async () => {
    const asked = north.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: item(OWN, 'changed') } },
          { Delete: { TableName, Key: keyOf(FOREIGN) } },
        ],
      }),
    );
    await expect(asked).rejects.toMatchObject(denied);
    const { Item } = await north.send(new GetItemCommand({ TableName, Key: keyOf(OWN) }));
    expect(Item).toEqual(item(OWN));
  });

  test('queries its own partition and no other, and is not understood without one', async () => {
    const query = (KeyConditionExpression: string, pk: string) =>
      north.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression,
          ExpressionAttributeNames: { '#pk': 'pk' },
          ExpressionAttributeValues: { ':pk': { S: pk } },
        }),
      );
    expect((await query('(#pk = :pk)', OWN)).Count).toBe(1);
    await expect(query('#pk=:pk', FOREIGN)).rejects.toMatchObject(denied);
    await expect(query('begins_with(#pk, :pk)', OWN)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('has no PartiQL', async () => {
    const Statement = `SELECT * FROM "${TableName}"`;
    await expect(north.send(new ExecuteStatementCommand({ Statement }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});

describe('a session', () => {
  test('is refused once the clock has passed its end', async () => {
    clock.advance(HOUR + 1000);
    const asked = north.send(new GetItemCommand({ TableName, Key: keyOf(OWN) }));
    await expect(asked).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    north = await asTenant('north');
    await north.send(new GetItemCommand({ TableName, Key: keyOf(OWN) }));
  });

  test('is nobody’s with credentials made up', async () => {
    const made = { accessKeyId: 'ASIAMADEUP', secretAccessKey: 'x', sessionToken: 'y' };
    const { dynamodb, sts } = clientsOf(endpoint.url, made);
    await expect(
      dynamodb.send(new GetItemCommand({ TableName, Key: keyOf(OWN) })),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });

  test('asks STS for nothing but a role', async () => {
    const asked = asFunction().sts.send(new GetCallerIdentityCommand({}));
    await expect(asked).rejects.toMatchObject({ name: 'InvalidAction' });
  });

  test.each([
    ['without the tag', {}, 'AccessDenied'],
    ['with a further tag', { tags: ['tenant', 'shop'] }, 'AccessDenied'],
    ['of a role nobody trusts it with', { RoleArn: FUNCTION_ROLE }, 'AccessDenied'],
    ['of a role that does not exist', { RoleArn: `${TENANT_ROLE}s` }, 'AccessDenied'],
    ['for over an hour', { tags: ['tenant'], DurationSeconds: 3601 }, 'ValidationError'],
    ['with a policy of its own', { tags: ['tenant'], Policy: '{}' }, 'ValidationError'],
  ])('is not begun %s', async (_, { tags = [], ...more }: Asked, name) => {
    const asked = asFunction().sts.send(
      new AssumeRoleCommand({
        RoleArn: TENANT_ROLE,
        RoleSessionName: 'list-orders',
        Tags: tags.map((Key) => ({ Key, Value: 'north' })),
        ...more,
      }),
    );
    await expect(asked).rejects.toMatchObject({ name });
  });
});

interface Asked {
  tags?: string[];
  RoleArn?: string;
  DurationSeconds?: number;
  Policy?: string;
}

describe('a fault', () => {
  const put = (value: string) =>
    north.send(new PutItemCommand({ TableName, Item: item(OWN, value) }));
  const stored = async () =>
    (await north.send(new GetItemCommand({ TableName, Key: keyOf(OWN) }))).Item?.['value']?.S;

  test('strikes in order, as often as asked, and then no more', async () => {
    const order = { service: 'dynamodb', operation: 'PutItem' };
    endpoint.faults.next({ ...order, kind: 'throttle', times: 2 });
    endpoint.faults.next({ ...order, kind: 'fail' });
    const throttled = { name: 'ProvisionedThroughputExceededException' };
    await expect(put('one')).rejects.toMatchObject(throttled);
    await expect(put('one')).rejects.toMatchObject(throttled);
    await expect(put('one')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(await stored()).toBe('here');
    await put('one');
    expect(await stored()).toBe('one');
  });

  test('may cut the connection after the deed', async () => {
    endpoint.faults.next({ service: 'dynamodb', operation: 'PutItem', kind: 'drop' });
    await expect(put('dropped')).rejects.toThrow();
    expect(await stored()).toBe('dropped');
  });

  test('may be a conflict on one item of a transaction', async () => {
    const list = 'TENANT#north#LIST';
    endpoint.faults.next({
      service: 'dynamodb',
      operation: 'TransactWriteItems',
      kind: 'conflict',
      touching: 'LIST',
    });
    const asked = north.send(
      new TransactWriteItemsCommand({
        TransactItems: [OWN, list].map((pk) => ({ Put: { TableName, Item: item(pk) } })),
      }),
    );
    await expect(asked).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
    });
  });
});

describe('the data', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'endpoint-'));
  afterAll(() => {
    rmSync(dataDir, { recursive: true });
  });

  test('is there after a restart, and other keys for its table are refused in words', async () => {
    const first = await start(dataDir);
    const before = await asTenant('north', first);
    await before.send(new PutItemCommand({ TableName, Item: item(OWN, 'kept') }));
    await first.stop();

    const second = await start(dataDir);
    const after = await asTenant('north', second);
    const { Item } = await after.send(new GetItemCommand({ TableName, Key: keyOf(OWN) }));
    await second.stop();
    expect(Item).toEqual(item(OWN, 'kept'));

    const { attributeDefinitions, keySchema } = ordersTable.definition;
    const definition = {
      attributeDefinitions: attributeDefinitions.slice(0, 1),
      keySchema: keySchema.slice(0, 1),
    };
    await expect(start(dataDir, [{ ...ordersTable, definition }])).rejects.toThrow(
      'stored with the keys pk (HASH, S) and sk (RANGE, S), but the template gives it pk (HASH, S)',
    );
  });

  test('of an encrypted table needs its key', async () => {
    const keyPolicy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: 'kms:Decrypt',
          Resource: '*',
        },
      ],
    };
    const readOnly = await start(undefined, [{ ...ordersTable, keyPolicy }]);
    const client = await asTenant('north', readOnly);
    await client.send(new GetItemCommand({ TableName, Key: keyOf(OWN) }));
    await expect(
      client.send(new PutItemCommand({ TableName, Item: item(OWN) })),
    ).rejects.toMatchObject({ ...denied, message: expect.stringContaining('kms:GenerateDataKey') });
    await readOnly.stop();
  });
});
