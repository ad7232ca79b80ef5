import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { STSClient } from '@aws-sdk/client-sts';
import { ACCOUNT, arnOf, REGION, roleArnOf } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Refused } from '../court/court.ts';
import type { Role } from '../definitions/role.ts';
import type { Table } from '../definitions/table.ts';
import { documentOf, functionRole, startEndpointFixture } from '../endpoint/endpoint.fixture.ts';
import type { Faults } from '../faults/faults.ts';
import type { Credentials, Principals } from '../principals/principals.ts';
import { createSts } from '../sts/sts.ts';
import { startStore } from './store.ts';

const TENANT_KEYS = 'TENANT#${aws:PrincipalTag/tenant}#*';

const KEY_ARN = arnOf('kms', 'key/00000000-0000-0000-0000-000000000001');
export const FUNCTION_ROLE = roleArnOf('list-orders');
export const TENANT_ROLE = roleArnOf('tenant');

export const ordersTable: Table = {
  name: 'shop-data-Orders',
  arn: arnOf('dynamodb', 'table/shop-data-Orders'),
  logicalId: 'Orders',
  definition: {
    attributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    keySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  },
  keyArn: KEY_ARN,
  keyPolicy: documentOf({
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: {
      StringEquals: {
        'kms:ViaService': `dynamodb.${REGION}.amazonaws.com`,
        'kms:CallerAccount': ACCOUNT,
      },
    },
  }),
};

/** A function's role, and the tenant role that it may assume with one tag, `tenant`. */
const roles: Role[] = [
  functionRole('list-orders', {
    Effect: 'Allow',
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Resource: TENANT_ROLE,
  }),
  {
    arn: TENANT_ROLE,
    name: 'tenant',
    trust: documentOf({
      Effect: 'Allow',
      Principal: { AWS: FUNCTION_ROLE },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        Null: { 'aws:RequestTag/tenant': 'false' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenant'] },
      },
    }),
    policies: [{ name: 'own-partitions', document: documentOf(tenantData()) }],
  },
];

function tenantData() {
  return {
    Effect: 'Allow',
    Action: [
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:BatchWriteItem',
    ],
    Resource: ordersTable.arn,
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [TENANT_KEYS] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  };
}

/** DynamoDB and STS at their endpoint. */
export interface DynamoDbFixture {
  url: string;
  principals: Principals;
  faults: Faults;
  refusals: readonly Refused[];
  stop(): Promise<void>;
}

export async function startDynamoDbFixture(
  clock: Clock,
  dataDir: string | undefined,
  tables: readonly Table[] = [ordersTable],
): Promise<DynamoDbFixture> {
  const ground = await startEndpointFixture(roles, clock);
  const { endpoint, principals, court, faults, log } = ground;
  try {
    const store = await startStore({ tables, dataDir, court, faults, log });
    endpoint.add('dynamodb', store.service);
    endpoint.add('sts', createSts(principals, court, faults));
    const stop = async () => {
      await endpoint.stop();
      await store.stop();
    };
    return { url: endpoint.url, principals, faults, refusals: court.refusals, stop };
  } catch (error) {
    await endpoint.stop();
    throw error;
  }
}

/** The SDK's own clients, as a function would have them. */
export function clientsOf(url: string, credentials: Omit<Credentials, 'expiresAt'>) {
  const options = { endpoint: url, region: REGION, credentials, maxAttempts: 1 };
  return { dynamodb: new DynamoDBClient(options), sts: new STSClient(options) };
}

/** An item of the table with a value. */
export function item(pk: string, value = 'here') {
  return { pk: { S: pk }, sk: { S: 'RECORD' }, value: { S: value } };
}

/** That item's key. */
export function keyOf(pk: string) {
  return { pk: { S: pk }, sk: { S: 'RECORD' } };
}
