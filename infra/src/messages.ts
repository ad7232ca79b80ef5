import { Duration, Validations } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { createMessagesKey } from './messages-key.ts';
import { createDeadLetters, createQueue, createTopic, feed } from './queues.ts';
import { createReceiptMessages } from './receipt-messages.ts';
import type { ReceiptMessages } from './receipt-messages.ts';

/** Ways to reach a person. Each has a queue of its own, so that slow texts hold up no e-mail. */
export const channels = ['sms', 'email'] as const;
/** A way to reach a person. */
export type Channel = (typeof channels)[number];

/** The topics and queues between an outage and the people who are told of it. */
export interface Messages {
  /** One alert per practice and update; feeds the channels' queues. */
  alerts: Topic;
  /** One message per ICB and update, for partners: names and counts, never a link or a contact. */
  announcements: Topic;
  queues: Readonly<Record<Channel, Queue>>;
  /** Where a channel's alerts end that nobody could read, or that waited for days. */
  deadLetters: Readonly<Record<Channel, Queue>>;
  /** An ICB's part of raising an update a message, in groups by ICB, which take turns. */
  raising: Queue;
  /** What became of emails, as SES tells it: the topic that it publishes to, and its queue. */
  receipts: ReceiptMessages;
  /**
   * Batches of the outages' stream that raise-alerts gave up: which records, not what was in them.
   */
  streamDeadLetters: Queue;
}

/**
 * How long one batch may take to deliver: up to 20 s of waiting for its sending slots, and ten
 * messages sent. Shorter than the 60 s lease of a delivery, so that nothing is sent after its lease
 * has ended.
 */
export const deliveryTimeout = Duration.seconds(30);

/** How long one ICB's part of raising an update may take; it resumes where it stopped. */
export const raisingTimeout = Duration.seconds(30);

/**
 * AWS asks for six times the function's timeout. Source: Lambda developer guide, "Using Lambda with
 * Amazon SQS".
 */
const visibilityTimeout = Duration.seconds(6 * deliveryTimeout.toSeconds());

/** Creates the topics, the queue of each channel and the alarms on what could not be delivered. */
export function createMessages(scope: Construct): Messages {
  const key = createMessagesKey(scope);
  const alerts = createTopic(scope, 'AlertsTopic', key);
  const sms = createChannel(scope, { channel: 'sms', id: 'Sms', alerts, key });
  const email = createChannel(scope, { channel: 'email', id: 'Email', alerts, key });
  return {
    alerts,
    announcements: createTopic(scope, 'AnnouncementsTopic', key),
    queues: { sms: sms.queue, email: email.queue },
    deadLetters: { sms: sms.deadLetterQueue, email: email.deadLetterQueue },
    raising: createRaisingQueue(scope, key),
    receipts: createReceiptMessages(scope, key),
    streamDeadLetters: createStreamDeadLetters(scope, key),
  };
}

/**
 * How often an alert is tried, at least a minute apart and at most three: for two days, while its
 * update is the newest. No alert is given up because a provider is away for an hour. SQS allows no
 * more (SQS quotas, "Maximum receives").
 */
const ALERT_TRIES = 1000;

/** The queue of one channel: the alerts topic fills it with what is marked for that channel. */
function createChannel(
  scope: Construct,
  { channel, id, alerts, key }: { channel: Channel; id: string; alerts: Topic; key: Key },
): { queue: Queue; deadLetterQueue: Queue } {
  const deadLetterQueue = createDeadLetters(
    scope,
    `${id}DeadLetters`,
    key,
    `Alerts by ${channel} could not be queued or read, or not be sent in two days: find out why, then redrive them.`,
  );
  const queue = createQueue(scope, `${id}Queue`, key, {
    visibilityTimeout,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: ALERT_TRIES },
  });
  alarmOnWaiting(scope, id, channel, queue);
  const filterPolicy = { channels: SubscriptionFilter.stringFilter({ allowlist: [channel] }) };
  feed(scope, {
    id,
    sid: 'DeliveryFromAlertsTopic',
    topic: alerts,
    queue,
    deadLetterQueue,
    filterPolicy,
  });
  return { queue, deadLetterQueue };
}

/**
 * Says that alerts have been under way for a quarter of an hour: sending all of England's takes a
 * third of that, so a provider takes none, and they wait. The age of a queue's oldest message would
 * not tell: SQS leaves out of it what was received more than three times.
 */
function alarmOnWaiting(scope: Construct, id: string, channel: Channel, queue: Queue): void {
  queue
    .metricApproximateNumberOfMessagesNotVisible({
      period: Duration.minutes(1),
      statistic: 'Minimum',
    })
    .createAlarm(scope, `${id}WaitingAlarm`, {
      alarmDescription: `Alerts by ${channel} have waited for a quarter of an hour: find out why the provider takes none – the account, a quota, the sender – and mend it; they go out by themselves.`,
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 15,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
}

/**
 * The queue that one function takes by one message at a time. A message whose function was killed
 * comes back after a minute; AWS would have it hidden six times as long as the function may run, so
 * that batches taken while the function is throttled outlast that: the mapping takes no more than
 * the function may have at work.
 */
function createRaisingQueue(scope: Construct, key: Key): Queue {
  const deadLetters = createDeadLetters(
    scope,
    'RaisingDeadLetters',
    key,
    'An ICB could not be told of an update in ten tries: find out why, such as a roster that does not decode. The minute job goes on trying.',
  );
  return createQueue(scope, 'RaisingQueue', key, {
    visibilityTimeout: Duration.seconds(2 * raisingTimeout.toSeconds()),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 10 },
  });
}

function createStreamDeadLetters(scope: Construct, key: Key): Queue {
  const queue = createDeadLetters(
    scope,
    'StreamDeadLetters',
    key,
    'An update of an outage could not be handed over to be raised: find out why. The minute job goes on trying.',
  );
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SQS3',
    reason:
      'It is itself where batches end that the mapping of the outages stream gave up. The mapping stands in another stack, where the rule does not look.',
  });
  return queue;
}
