import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { STSClient } from '@aws-sdk/client-sts';
import type { Table } from '../definitions/table.ts';
import type { Role } from '../definitions/role.ts';
import type { Credentials } from '../principals/principals.ts';

const ACCOUNT = '000000000000';
const REGION = 'eu-west-2';
const TENANT_KEYS = 'ICB#${aws:PrincipalTag/tenant}#*';

const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/00000000-0000-0000-0000-000000000001`;
export const FUNCTION_ROLE = `arn:aws:iam::${ACCOUNT}:role/list-practices`;
export const TENANT_ROLE = `arn:aws:iam::${ACCOUNT}:role/tenant`;

export const registryTable: Table = {
  name: 'registry-data-Registry',
  arn: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/registry-data-Registry`,
  logicalId: 'Registry',
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
  keyPolicy: {
    Version: '2012-10-17',
    Statement: [
      {
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
      },
    ],
  },
};

/** A function's role, and the tenant role that it may assume with one tag, `tenant`. */
export const roles: Role[] = [
  {
    arn: FUNCTION_ROLE,
    name: 'list-practices',
    trust: policy({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    policies: [
      {
        name: 'may-assume-tenant',
        document: policy({
          Effect: 'Allow',
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Resource: TENANT_ROLE,
        }),
      },
    ],
  },
  {
    arn: TENANT_ROLE,
    name: 'tenant',
    trust: policy({
      Effect: 'Allow',
      Principal: { AWS: FUNCTION_ROLE },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        Null: { 'aws:RequestTag/tenant': 'false' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenant'] },
      },
    }),
    policies: [{ name: 'own-partitions', document: policy(tenantData()) }],
  },
];

function policy(statement: object) {
  return { Version: '2012-10-17', Statement: [statement] };
}

function tenantData() {
  return {
    Effect: 'Allow',
    Action: [
      ...['GetItem', 'BatchGetItem', 'Query', 'Scan'],
      ...['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem', 'BatchWriteItem'],
    ].map((action) => `dynamodb:${action}`),
    Resource: registryTable.arn,
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [TENANT_KEYS] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  };
}

/** The SDK's own clients, as a function would have them. */
export function clientsOf(url: string, credentials: Omit<Credentials, 'expiresAt'>) {
  const options = { endpoint: url, region: REGION, credentials, maxAttempts: 1 };
  return { dynamodb: new DynamoDBClient(options), sts: new STSClient(options) };
}

/** An item of the registry with a value. */
export function item(pk: string, value = 'here') {
  return { pk: { S: pk }, sk: { S: 'RECORD' }, value: { S: value } };
}

/** That item's key. */
export function keyOf(pk: string) {
  return { pk: { S: pk }, sk: { S: 'RECORD' } };
}
