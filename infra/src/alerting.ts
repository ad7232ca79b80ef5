import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { CfnEmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Bundles } from './bundles.ts';
import { deliver, raiseAlerts, raiseInIcb, raiseOverdue, recordReceipts } from './jobs.ts';
import type { DeliveryJob, Job } from './jobs.ts';
import { channels } from './messages.ts';
import type { Messages } from './messages.ts';
import type { Parameters } from './parameters.ts';
import { letReach, nameTables } from './reach.ts';
import { createEmailReceipts, createTextReceipts } from './receipts.ts';
import { RegistryFunction } from './registry-function.ts';
import type { RegistryFunctionProps } from './registry-function.ts';
import { nationalOrg } from './settings.ts';
import type { Tables } from './tables.ts';

/** What the functions between an outage and its alerts are made of. */
export interface AlertingProps {
  bundles: Bundles;
  tables: Tables;
  messages: Messages;
  parameters: Parameters;
}

/** Creates the functions that raise and deliver alerts, each with what starts it. */
export function createAlerting(scope: Construct, props: AlertingProps): void {
  createRaising(scope, props);
  createRaisingAgain(scope, props);
  createRaisingInIcb(scope, props);
  new CfnEmailIdentity(scope, 'Sender', { emailIdentity: props.parameters.emailDomain });
  const emailReceipts = createEmailReceipts(scope, props.messages);
  for (const channel of channels) createDelivery(scope, deliver(channel), props, emailReceipts);
  createRecorder(scope, props);
}

/** The function of one job, which reaches what the job says and no more. */
export function createJob(
  scope: Construct,
  { name, reaches, timeout, memorySize }: Job,
  { bundles, tables }: Pick<AlertingProps, 'bundles' | 'tables'>,
  more: Pick<RegistryFunctionProps, 'environment' | 'folder' | 'reservedConcurrency'> = {},
): RegistryFunction {
  const made = new RegistryFunction(scope, name, {
    ...more,
    bundles,
    timeout,
    environment: { NATIONAL_ORG: nationalOrg(scope), ...more.environment },
    ...(memorySize ? { memorySize } : {}),
  });
  letReach(made, reaches, tables);
  nameTables(made, reaches, tables);
  return made;
}

function allow({ role }: RegistryFunction, actions: string[], ...resources: string[]): void {
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
}

/** Lets a function hand work over to the raising queue, and tells it where that is. */
export function letRaise(made: RegistryFunction, { queueArn, queueUrl }: Queue): void {
  allow(made, ['sqs:SendMessage'], queueArn);
  made.function.addEnvironment('RAISING_QUEUE_URL', queueUrl);
}

/** A function that hands work over to the raising queue. */
function createHandingOver(
  scope: Construct,
  job: Job,
  props: AlertingProps,
  more: { reservedConcurrency?: number } = {},
): RegistryFunction {
  const made = createJob(scope, job, props, more);
  letRaise(made, props.messages.raising);
  return made;
}

function createRaising(scope: Construct, props: AlertingProps): void {
  const made = createHandingOver(scope, raiseAlerts(nationalOrg(scope)), props);
  const stream = props.tables.outages.tableStreamArn;
  if (stream === undefined) throw new Error('The outages table should be streamed');
  const failures = props.messages.streamDeadLetters.queueArn;
  allow(
    made,
    [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ],
    stream,
  );
  allow(made, ['sqs:SendMessage'], failures);
  const mapping = new CfnEventSourceMapping(made, 'Stream', {
    functionName: made.function.functionArn,
    eventSourceArn: stream,
    // From the oldest record kept: to raise an update again harms nothing, to miss one does.
    startingPosition: 'TRIM_HORIZON',
    batchSize: 10,
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 3,
    functionResponseTypes: ['ReportBatchItemFailures'],
    destinationConfig: { onFailure: { destination: failures } },
    filterCriteria: {
      filters: [
        {
          pattern: JSON.stringify({
            eventName: ['INSERT'],
            dynamodb: { Keys: { sk: { S: [{ prefix: 'UPDATE#' }] } } },
          }),
        },
      ],
    },
  });
  // Lambda tries the role's permissions when the mapping is made.
  mapping.node.addDependency(made.role);
  made.function
    .metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' })
    .createAlarm(scope, 'StreamBehindAlarm', {
      alarmDescription:
        'Updates of outages have waited over a minute to be handed over: look at the errors of raise-alerts.',
      threshold: Duration.minutes(1).toMilliseconds(),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
}

function createRaisingAgain(scope: Construct, props: AlertingProps): void {
  const job = raiseOverdue(nationalOrg(scope));
  const made = createHandingOver(scope, job, props, { reservedConcurrency: 1 });
  new Rule(scope, 'EveryMinute', {
    description: 'Starts raise-overdue',
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(made.function)],
  });
  const period = Duration.minutes(5);
  new MathExpression({
    expression: 'runs - failures',
    usingMetrics: {
      runs: made.function.metricInvocations({ period }),
      failures: made.function.metricErrors({ period }),
    },
    label: 'Runs without an error',
    period,
  }).createAlarm(scope, 'NothingRaisedAgainAlarm', {
    alarmDescription:
      'raise-overdue, which runs every minute, has not once succeeded in five: what the stream left unraised is not raised again.',
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.BREACHING,
  });
}

/**
 * An ICB's work runs by itself: a message an invocation, ten at once at most, so that together they
 * do not press the topic far beyond what it takes.
 */
function createRaisingInIcb(scope: Construct, props: AlertingProps): void {
  const { alerts, announcements, raising } = props.messages;
  const made = createJob(scope, raiseInIcb, props, {
    environment: {
      ALERTS_TOPIC_ARN: alerts.topicArn,
      ANNOUNCEMENTS_TOPIC_ARN: announcements.topicArn,
      RAISING_QUEUE_URL: raising.queueUrl,
    },
  });
  allow(made, ['sns:Publish'], alerts.topicArn, announcements.topicArn);
  startByQueue(made, raising, 1);
}

/** What records what the providers say became of messages. */
function createRecorder(scope: Construct, props: AlertingProps): void {
  const { queue } = props.messages.receipts;
  const environment = { RECEIPTS_QUEUE_URL: queue.queueUrl };
  const made = createJob(scope, recordReceipts, props, { environment });
  startByQueue(made, queue, 10);
  // The log of texts hands over each line a few times: what cannot be recorded waits in the queue.
  allow(made, ['sqs:SendMessage'], queue.queueArn);
  createTextReceipts(scope, made);
}

function createDelivery(
  scope: Construct,
  job: DeliveryJob,
  props: AlertingProps,
  emailReceipts: string,
): void {
  const { channel } = job;
  const { messages, parameters } = props;
  const queue = messages.queues[channel];
  const deadLetters = messages.deadLetters[channel];
  const made = createJob(scope, job, props, {
    folder: 'deliver-alert',
    environment: {
      CHANNEL: channel,
      PUBLIC_URL: parameters.publicUrl,
      [`${channel.toUpperCase()}_QUEUE_URL`]: queue.queueUrl,
      DEAD_LETTERS_URL: deadLetters.queueUrl,
      ...(channel === 'sms'
        ? { SMS_PER_SECOND: parameters.smsPerSecond, SMS_SENDER_ID: parameters.smsSenderId }
        : {
            EMAIL_PER_SECOND: parameters.emailPerSecond,
            EMAIL_FROM: parameters.emailFrom,
            EMAIL_RECEIPTS: emailReceipts,
          }),
    },
  });
  // At most 100 messages wait for their slots at once, 5 s at 20 a second: so none goes back for
  // being over 20 s ahead.
  startByQueue(made, queue, 10);
  allow(made, ['sqs:SendMessage'], deadLetters.queueArn);
  if (channel === 'sms') letText(made);
  else {
    const set = sesArn(scope, 'configuration-set', emailReceipts);
    allow(made, ['ses:SendEmail'], sesArn(scope, 'identity', parameters.emailDomain), set);
  }
}

/** Has a queue start a function, ten of it at once at most, and lets the function take from it. */
function startByQueue(made: RegistryFunction, { queueArn }: Queue, batchSize: number): void {
  allow(
    made,
    [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ChangeMessageVisibility',
    ],
    queueArn,
  );
  const mapping = new CfnEventSourceMapping(made, 'Queue', {
    functionName: made.function.functionArn,
    eventSourceArn: queueArn,
    batchSize,
    functionResponseTypes: ['ReportBatchItemFailures'],
    scalingConfig: { maximumConcurrency: 10 },
  });
  // Lambda tries the role's permissions when the mapping is made.
  mapping.node.addDependency(made.role);
}

function sesArn(scope: Construct, resource: string, resourceName: string): string {
  return Stack.of(scope).formatArn({ service: 'ses', resource, resourceName });
}

/**
 * Lets it publish to telephone numbers, which have no ARN, and to no topic. Source: SNS developer
 * guide, "Using identity-based policies".
 */
function letText(made: RegistryFunction): void {
  allow(made, ['sns:Publish'], '*');
  made.role.addToPrincipalPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ['sns:Publish'],
      resources: ['arn:aws:sns:*:*:*'],
    }),
  );
  Validations.of(made.role).acknowledge({
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    reason:
      'A telephone number has no ARN: only * lets a text be sent. The statement beside it denies every topic.',
  });
}
