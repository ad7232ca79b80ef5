import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import { AwsCustomResource, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import type { AwsSdkCall } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { RegistryFunction } from './registry-function.ts';
import type { Messages } from './messages.ts';

/**
 * Has SES tell what became of emails that are sent with the set whose name it gives. A `Send` says
 * nothing that the answer to sending has not said, and a delay may still end in a delivery.
 */
export function createEmailReceipts(scope: Construct, { receipts }: Messages): string {
  const set = new CfnConfigurationSet(scope, 'EmailReceipts');
  new CfnConfigurationSetEventDestination(scope, 'EmailReceiptsDestination', {
    configurationSetName: set.ref,
    eventDestination: {
      enabled: true,
      matchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject'],
      snsDestination: { topicArn: receipts.topic.topicArn },
    },
  });
  return set.ref;
}

/**
 * Has SNS write to a log what became of each text, and hands the log's lines to the function that
 * records them. The lines hold mobile numbers, so the log keeps them a week. The settings are the
 * account's, for the region: whoever else texts from it has them too. Sources: SNS developer guide,
 * "Viewing Amazon CloudWatch metrics and logs for SMS deliveries"; API reference, SetSMSAttributes.
 */
export function createTextReceipts(scope: Construct, recorder: RegistryFunction): void {
  const { account, region } = Stack.of(scope);
  const name = `sns/${region}/${account}/DirectPublishToPhoneNumber`;
  const logs = [
    statusLog(scope, 'TextsDelivered', name),
    statusLog(scope, 'TextsFailed', `${name}/Failure`),
  ];
  for (const log of logs) {
    log.addSubscriptionFilter('Receipts', {
      destination: new LambdaDestination(recorder.function),
      filterPattern: FilterPattern.allEvents(),
    });
  }
  const writer = new Role(scope, 'TextStatusRole', {
    description: 'Lets SNS write to a log what became of texts',
    assumedBy: new ServicePrincipal('sns.amazonaws.com'),
  });
  writer.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: logs.map(({ logGroupArn }) => logGroupArn),
    }),
  );
  setTextAttributes(scope, writer);
}

function statusLog(scope: Construct, id: string, logGroupName: string): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName,
    retention: RetentionDays.ONE_WEEK,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}

/** CloudFormation knows no account settings of SNS: a call at deployment makes them. */
function setTextAttributes(scope: Construct, writer: Role): void {
  const call: AwsSdkCall = {
    service: 'SNS',
    action: 'setSMSAttributes',
    parameters: {
      attributes: {
        DeliveryStatusIAMRole: writer.roleArn,
        DeliveryStatusSuccessSamplingRate: '100',
        DefaultSMSType: 'Transactional',
      },
    },
    physicalResourceId: PhysicalResourceId.of('text-settings'),
  };
  const log = new LogGroup(scope, 'TextSettingsLog', {
    logGroupName: '/resilience-registry/text-settings',
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const role = new Role(scope, 'TextSettingsRole', {
    description: 'Makes the account settings of SNS for texts, at deployment',
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [log.logGroupArn],
    }),
  );
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['sns:SetSMSAttributes'], resources: ['*'] }),
  );
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['iam:PassRole'], resources: [writer.roleArn] }),
  );
  Validations.of(role).acknowledge({
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    reason: 'The settings of SNS for texts are the account’s and have no ARN.',
  });
  new AwsCustomResource(scope, 'TextSettings', {
    role,
    logGroup: log,
    installLatestAwsSdk: false,
    onCreate: call,
    onUpdate: call,
  });
}
