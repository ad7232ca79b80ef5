import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import {
  AccountRootPrincipal,
  AnyPrincipal,
  PolicyDocument,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** The four tables of the register. */
export interface Tables {
  registry: Table;
  outages: Table;
  alerts: Table;
  pointers: Table;
}

/**
 * The key of the tables, rotated yearly. Anybody of this account may use it, but only through
 * DynamoDB: what they may read there is for DynamoDB's own permissions to say, so no role needs a
 * permission on the key as well. Source of the statement: the key policy of AWS's own
 * `aws/dynamodb` key.
 */
function createKey(scope: Construct): Key {
  const { account, region } = Stack.of(scope);
  return new Key(scope, 'TablesKey', {
    description: 'Encrypts the tables of the resilience registry',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
    policy: new PolicyDocument({
      statements: [
        new PolicyStatement({
          sid: 'AdministrationByThisAccount',
          principals: [new AccountRootPrincipal()],
          actions: ['kms:*'],
          resources: ['*'],
        }),
        new PolicyStatement({
          sid: 'UseThroughDynamoDbOnly',
          principals: [new AnyPrincipal()],
          actions: [
            'kms:CreateGrant',
            'kms:Decrypt',
            'kms:DescribeKey',
            'kms:Encrypt',
            'kms:GenerateDataKey',
            'kms:GenerateDataKeyWithoutPlaintext',
            'kms:ReEncryptFrom',
            'kms:ReEncryptTo',
          ],
          resources: ['*'],
          conditions: {
            StringEquals: {
              'kms:CallerAccount': account,
              'kms:ViaService': `dynamodb.${region}.amazonaws.com`,
            },
          },
        }),
      ],
    }),
  });
}

/**
 * Creates the key and the tables. Rows whose `expiresAt` (seconds since 1970) has passed are
 * deleted by DynamoDB within days. Only `outages` is streamed: a stream slows every write, and the
 * others have many.
 */
export function createTables(scope: Construct): Tables {
  const encryptionKey = createKey(scope);
  const settings = {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: {
      pointInTimeRecoveryEnabled: true,
      recoveryPeriodInDays: 35,
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    timeToLiveAttribute: 'expiresAt',
  };
  const sortKey = { name: 'sk', type: AttributeType.STRING };
  return {
    registry: new Table(scope, 'Registry', { ...settings, sortKey }),
    outages: new Table(scope, 'Outages', {
      ...settings,
      sortKey,
      stream: StreamViewType.NEW_IMAGE,
    }),
    alerts: new Table(scope, 'Alerts', { ...settings, sortKey }),
    pointers: new Table(scope, 'Pointers', settings),
  };
}
