import { describe, expect, test } from '@jest/globals';
import { accessesOf } from './accesses.ts';
import { ordersTable } from './dynamodb.fixture.ts';

const pointers = {
  name: 'pointers',
  arn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/pointers',
  logicalId: 'Pointers',
  definition: {
    attributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' as const }],
    keySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  },
};
const find = (name: string) => (name === 'pointers' ? pointers : ordersTable);
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'RECORD' } });

/** `action table: keys` for each access. */
const accesses = (operation: string, body: unknown) =>
  accessesOf(operation, body, find).map(
    ({ action, table, leadingKeys }) =>
      `${action} ${table.logicalId}: ${leadingKeys?.join(' ') ?? 'no keys'}`,
  );

describe('what a call touches', () => {
  test('in a transaction is grouped by the actions inside it and by table', () => {
    const TransactItems = [
      { Put: { TableName: 'orders', Item: key('A') } },
      { Put: { TableName: 'orders', Item: key('B') } },
      { Put: { TableName: 'pointers', Item: key('CODE#1') } },
      { Update: { TableName: 'orders', Key: key('C'), UpdateExpression: 'SET v = :v' } },
      { Delete: { TableName: 'orders', Key: key('A') } },
      { ConditionCheck: { TableName: 'orders', Key: key('D'), ConditionExpression: 'x' } },
    ];
    expect(accesses('TransactWriteItems', { TransactItems })).toEqual([
      'PutItem Orders: A B',
      'PutItem Pointers: CODE#1',
      'UpdateItem Orders: C',
      'DeleteItem Orders: A',
      'ConditionCheckItem Orders: D',
    ]);
    const gets = { TransactItems: [{ Get: { TableName: 'orders', Key: key('A') } }] };
    expect(accesses('TransactGetItems', gets)).toEqual(['GetItem Orders: A']);
  });

  test('in a batch is every key of each table, puts and deletes alike', () => {
    const RequestItems = {
      orders: [{ PutRequest: { Item: key('A') } }, { DeleteRequest: { Key: key('B') } }],
      pointers: [{ PutRequest: { Item: key('CODE#1') } }],
    };
    expect(accesses('BatchWriteItem', { RequestItems })).toEqual([
      'BatchWriteItem Orders: A B',
      'BatchWriteItem Pointers: CODE#1',
    ]);
  });

  test('in a Scan is no key', () => {
    expect(accesses('Scan', { TableName: 'orders' })).toEqual(['Scan Orders: no keys']);
  });

  test.each([
    [
      'an expression with other conditions around',
      {
        KeyConditionExpression: '#s BETWEEN :a AND :b AND (#p = :p)',
        ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk' },
        ExpressionAttributeValues: { ':a': { S: '1' }, ':b': { S: '2' }, ':p': { S: 'A' } },
      },
    ],
    [
      'an expression without aliases or spaces',
      { KeyConditionExpression: 'pk=:p', ExpressionAttributeValues: { ':p': { S: 'A' } } },
    ],
    [
      'the older key conditions',
      { KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'A' }] } } },
    ],
  ])('in a Query is found in %s', (_, condition) => {
    expect(accesses('Query', { TableName: 'orders', ...condition })).toEqual(['Query Orders: A']);
  });

  test.each([
    ['a Query without its partition', 'Query', { TableName: 'orders' }],
    [
      'a Query by a value that is not given',
      'Query',
      { TableName: 'orders', KeyConditionExpression: 'pk = :p' },
    ],
    ['a call to an index', 'Scan', { TableName: 'orders', IndexName: 'byName' }],
    ['an item without its key', 'PutItem', { TableName: 'orders', Item: { sk: { S: 'x' } } }],
    [
      'a part of a transaction that it does not know',
      'TransactWriteItems',
      { TransactItems: [{ Merge: { TableName: 'orders', Key: key('A') } }] },
    ],
  ])('is not guessed in %s', (_, operation, body) => {
    expect(() => accesses(operation, body)).toThrow(
      expect.objectContaining({ code: 'ValidationException' }),
    );
  });
});
