import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  AnyPrincipal,
  PolicyDocument,
  PolicyStatement,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * The key of topics and queues, rotated yearly; apart from the tables' key, which SNS thus never
 * uses. Anybody of this account may use it through SNS and SQS, whose own permissions say who may
 * publish, send and receive; and SNS itself may, to deliver what this stack's topics have into
 * encrypted queues. Sources: the key policies of AWS's own `aws/sns` and `aws/sqs`; SNS developer
 * guide, "Subscribing an encrypted Amazon SQS queue".
 */
export function createMessagesKey(scope: Construct): Key {
  const { account, region, stackName } = Stack.of(scope);
  const use = { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] };
  return new Key(scope, 'MessagesKey', {
    description: 'Encrypts the topics and queues of the resilience registry',
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
          sid: 'UseThroughTopicsAndQueuesOnly',
          principals: [new AnyPrincipal()],
          ...use,
          conditions: {
            StringEquals: {
              'kms:CallerAccount': account,
              'kms:ViaService': [`sns.${region}.amazonaws.com`, `sqs.${region}.amazonaws.com`],
            },
          },
        }),
        new PolicyStatement({
          // SES publishes what became of emails to a topic that this key encrypts. Source: SES
          // developer guide, "Configuring Amazon SNS notifications", "Encrypted topics".
          sid: 'EventsFromSes',
          principals: [new ServicePrincipal('ses.amazonaws.com')],
          ...use,
          conditions: { StringEquals: { 'aws:SourceAccount': account } },
        }),
        new PolicyStatement({
          sid: 'DeliveryFromTopics',
          principals: [new ServicePrincipal('sns.amazonaws.com')],
          ...use,
          // By the beginning that CloudFormation gives their names: a topic needs its key before it
          // has a name.
          conditions: {
            ArnLike: { 'aws:SourceArn': `arn:aws:sns:${region}:${account}:${stackName}-*` },
          },
        }),
      ],
    }),
  });
}
