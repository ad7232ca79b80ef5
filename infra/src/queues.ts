import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import type { SubscriptionOptions } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Kept through a change or the end of the stack, but not in the way of a second try when the first
 * deployment fails.
 */
const keep = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** A topic that takes nothing unencrypted, kept when the stack goes. */
export function createTopic(scope: Construct, id: string, masterKey: Key): Topic {
  const topic = new Topic(scope, id, { masterKey, enforceSSL: true });
  topic.applyRemovalPolicy(keep);
  return topic;
}

/** A queue that takes nothing unencrypted, kept when the stack goes. */
export function createQueue(scope: Construct, id: string, key: Key, props: QueueProps): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    removalPolicy: keep,
    ...props,
  });
}

/** A queue where messages end that could not be handled, and the alarm that says so. */
export function createDeadLetters(scope: Construct, id: string, key: Key, what: string): Queue {
  const queue = createQueue(scope, id, key, { retentionPeriod: Duration.days(14) });
  queue
    .metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' })
    .createAlarm(scope, `${id}Alarm`, {
      alarmDescription: what,
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  return queue;
}

/**
 * Has a topic feed a queue with messages as they were published. By hand: SqsSubscription would
 * name the topic in the policy of the key that the topic itself needs first.
 */
export function feed(
  scope: Construct,
  {
    id,
    sid,
    topic,
    queue,
    ...options
  }: Pick<SubscriptionOptions, 'deadLetterQueue' | 'filterPolicy'> & {
    id: string;
    sid: string;
    topic: Topic;
    queue: Queue;
  },
): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid,
      principals: [new ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
    }),
  );
  new Subscription(scope, `${id}Subscription`, {
    ...options,
    topic,
    protocol: SubscriptionProtocol.SQS,
    endpoint: queue.queueArn,
    rawMessageDelivery: true,
  });
}
