import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { createDeadLetters, createQueue, createTopic, feed } from './queues.ts';

/** What became of emails, on its way to whoever records it. */
export interface ReceiptMessages {
  topic: Topic;
  queue: Queue;
}

/** How long one batch of receipts may take to record. */
export const receiptsTimeout = Duration.seconds(30);

/** Creates the topic that SES publishes events to, and the queue that it feeds. */
export function createReceiptMessages(scope: Construct, key: Key): ReceiptMessages {
  const { account, region } = Stack.of(scope);
  const topic = createTopic(scope, 'ReceiptsTopic', key);
  // The configuration set is made by the stack that is thrown away, and names this topic.
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'EventsFromSes',
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:ses:${region}:${account}:configuration-set/*` },
      },
    }),
  );
  const deadLetterQueue = createDeadLetters(
    scope,
    'ReceiptsDeadLetters',
    key,
    'Receipts of emails could not be recorded: boards say less than is known. Find out why, then redrive them.',
  );
  const queue = createQueue(scope, 'ReceiptsQueue', key, {
    visibilityTimeout: Duration.seconds(6 * receiptsTimeout.toSeconds()),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 10 },
  });
  feed(scope, { id: 'Receipts', sid: 'DeliveryFromReceiptsTopic', topic, queue, deadLetterQueue });
  return { topic, queue };
}
