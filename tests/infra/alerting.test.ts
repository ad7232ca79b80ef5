import { beforeAll, describe, expect, test } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { functionsOf, named, ofType, Policy, statementsOf, synthesized } from './assembly.ts';
import type { Assembly, Statement } from './assembly.ts';

let assembly: Assembly;
let data: Template;
let service: Template;
beforeAll(() => {
  assembly = synthesized();
  data = Template.fromJSON(assembly.data);
  service = Template.fromJSON(assembly.service);
});

const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '');
const made = (name: string) => functionsOf(assembly).find((each) => each.name === name)!;
const messagesKey = () => {
  const [id] = ofType(assembly.data, 'AWS::KMS::Key').find(([key]) => /^Messages/.test(key))!;
  return { 'Fn::GetAtt': [id, 'Arn'] };
};

/** Statements of the policies of one type, by the resource that they guard. */
function guards(type: string, holder: string): Map<string, Statement[]> {
  return new Map(
    ofType(assembly.data, type).flatMap(([, { Properties }]) => {
      const { Statement } = Policy.parse(Properties['PolicyDocument']);
      const held = z.array(z.unknown()).parse(Properties[holder]);
      return held.map((one) => [named(one), Statement] as const);
    }),
  );
}

const refusesPlainHttp = {
  Effect: 'Deny',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

describe('queues', () => {
  const QueueProperties = z.looseObject({
    KmsMasterKeyId: z.unknown(),
    VisibilityTimeout: z.number().optional(),
    MessageRetentionPeriod: z.number().optional(),
    RedrivePolicy: z
      .strictObject({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() })
      .optional(),
  });
  const queues = () =>
    ofType(assembly.data, 'AWS::SQS::Queue').map(([id, { Properties }]) => ({
      id: withoutHash(id),
      ...QueueProperties.parse(Properties),
    }));

  test('each but the dead letters’ own has dead letters, kept a fortnight: for alerts after two days of tries, for other work after ten tries', () => {
    const ends = queues().map(({ id, RedrivePolicy }) => [
      id,
      RedrivePolicy && [named(RedrivePolicy.deadLetterTargetArn), RedrivePolicy.maxReceiveCount],
    ]);
    expect(Object.fromEntries(ends)).toEqual({
      SmsQueue: ['SmsDeadLetters', 1000],
      SmsDeadLetters: undefined,
      EmailQueue: ['EmailDeadLetters', 1000],
      EmailDeadLetters: undefined,
      RaisingQueue: ['RaisingDeadLetters', 10],
      RaisingDeadLetters: undefined,
      ReceiptsQueue: ['ReceiptsDeadLetters', 10],
      ReceiptsDeadLetters: undefined,
      StreamDeadLetters: undefined,
    });
    for (const { id, MessageRetentionPeriod } of queues()) {
      expect(MessageRetentionPeriod).toBe(id.endsWith('DeadLetters') ? 14 * 86_400 : undefined);
    }
  });

  test('a first dead letter raises an alarm, and so do alerts that wait for a quarter of an hour', () => {
    const watched = ofType(assembly.data, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => {
      const { MetricName, EvaluationPeriods, Dimensions, ...others } = Properties;
      expect(others).toMatchObject({
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 0,
        Period: 60,
        TreatMissingData: 'notBreaching',
      });
      return [named(Dimensions), MetricName, EvaluationPeriods];
    });
    const first = ['ApproximateNumberOfMessagesVisible', 1];
    const waiting = ['ApproximateNumberOfMessagesNotVisible', 15];
    expect(watched.sort()).toEqual([
      ['EmailDeadLetters', ...first],
      ['EmailQueue', ...waiting],
      ['RaisingDeadLetters', ...first],
      ['ReceiptsDeadLetters', ...first],
      ['SmsDeadLetters', ...first],
      ['SmsQueue', ...waiting],
      ['StreamDeadLetters', ...first],
    ]);
  });

  test('are encrypted by the messages’ key and kept when the stack goes', () => {
    for (const { KmsMasterKeyId } of queues()) expect(KmsMasterKeyId).toEqual(messagesKey());
    data.allResources('AWS::SQS::Queue', {
      UpdateReplacePolicy: 'Retain',
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  test('take messages from one topic alone, or from none, and from nobody in the clear', () => {
    const policies = guards('AWS::SQS::QueuePolicy', 'Queues');
    expect([...policies.keys()].sort()).toEqual(
      queues()
        .map(({ id }) => id)
        .sort(),
    );
    const feeder = (queue: string) =>
      queue.startsWith('Receipts') ? /^ReceiptsTopic/ : /^AlertsTopic/;
    for (const [queue, [first, ...rest]] of policies) {
      expect(first).toMatchObject(refusesPlainHttp);
      const expected = {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: ['sqs:SendMessage'],
        Condition: {
          ArnEquals: { 'aws:SourceArn': { Ref: expect.stringMatching(feeder(queue)) } },
        },
      };
      const ownStack = /^(?:Stream|Raising)/.test(queue);
      expect(rest).toMatchObject(ownStack ? [] : [expected]);
    }
  });
});

describe('topics', () => {
  test('are encrypted by the messages’ key and refuse what comes in the clear', () => {
    data.resourceCountIs('AWS::SNS::Topic', 3);
    data.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: messagesKey() });
    const policies = guards('AWS::SNS::TopicPolicy', 'Topics');
    const bySes = {
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: ['sns:Publish'],
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    };
    expect(Object.fromEntries(policies)).toMatchObject({
      AlertsTopic: [refusesPlainHttp],
      AnnouncementsTopic: [refusesPlainHttp],
      ReceiptsTopic: [refusesPlainHttp, bySes],
    });
    expect([...policies.values()].flat()).toHaveLength(4);
  });

  test('alerts go raw to the queue of each channel that they are marked for, and receipts to theirs', () => {
    const seen = ofType(assembly.data, 'AWS::SNS::Subscription').map(([, { Properties }]) => {
      expect(Properties).toMatchObject({ Protocol: 'sqs', RawMessageDelivery: true });
      const { deadLetterTargetArn } = z
        .strictObject({ deadLetterTargetArn: z.unknown() })
        .parse(Properties['RedrivePolicy']);
      return [
        named(Properties['TopicArn']),
        named(Properties['Endpoint']),
        Properties['FilterPolicy'],
        named(deadLetterTargetArn),
      ];
    });
    expect(seen).toEqual([
      ['AlertsTopic', 'SmsQueue', { channels: ['sms'] }, 'SmsDeadLetters'],
      ['AlertsTopic', 'EmailQueue', { channels: ['email'] }, 'EmailDeadLetters'],
      ['ReceiptsTopic', 'ReceiptsQueue', undefined, 'ReceiptsDeadLetters'],
    ]);
  });

  test('their key serves this account through SNS and SQS, and SES and SNS for this account’s topics', () => {
    data.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Statement: [
            { Sid: 'AdministrationByThisAccount' },
            {
              Principal: { AWS: '*' },
              Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
              Condition: {
                StringEquals: {
                  'kms:CallerAccount': { Ref: 'AWS::AccountId' },
                  'kms:ViaService': ['sns.eu-west-2.amazonaws.com', 'sqs.eu-west-2.amazonaws.com'],
                },
              },
            },
            {
              Principal: { Service: 'ses.amazonaws.com' },
              Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
              Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
            },
            {
              Principal: { Service: 'sns.amazonaws.com' },
              Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
              Condition: {
                ArnLike: {
                  'aws:SourceArn': {
                    'Fn::Join': [
                      '',
                      ['arn:aws:sns:eu-west-2:', { Ref: 'AWS::AccountId' }, ':registry-data-*'],
                    ],
                  },
                },
              },
            },
          ],
        },
      },
    });
  });
});

describe('what starts a function', () => {
  test('new updates on the outages stream start raise-alerts, with bounded tries', () => {
    const mappings = ofType(assembly.service, 'AWS::Lambda::EventSourceMapping');
    const [, { Properties }] = mappings.find(([id]) => /Stream/.test(id))!;
    expect(Properties).toMatchObject({
      FunctionName: { 'Fn::GetAtt': [made('raise-alerts').id, 'Arn'] },
      BatchSize: 10,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
    });
    expect(named(Properties['EventSourceArn'])).toBe('Outages');
    expect(named(Properties['DestinationConfig'])).toBe('StreamDeadLetters');
    const { Filters } = z
      .strictObject({ Filters: z.tuple([z.strictObject({ Pattern: z.string() })]) })
      .parse(Properties['FilterCriteria']);
    expect(JSON.parse(Filters[0].Pattern)).toEqual({
      eventName: ['INSERT'],
      dynamodb: { Keys: { sk: { S: [{ prefix: 'UPDATE#' }] } } },
    });
  });

  test.each([
    ['deliver-sms', 'SmsQueue', 10, 6],
    ['deliver-email', 'EmailQueue', 10, 6],
    ['raise-in-icb', 'RaisingQueue', 1, 2],
    ['record-receipts', 'ReceiptsQueue', 10, 6],
  ])(
    '%s is started by %s, %i messages at a time, that stay hidden %i times as long as it may run',
    (name, queue, batch, times) => {
      const { id, Timeout } = made(name);
      const [, { Properties }] = ofType(assembly.service, 'AWS::Lambda::EventSourceMapping').find(
        ([, mapping]) => JSON.stringify(mapping.Properties['FunctionName']).includes(id),
      )!;
      expect(Properties).toMatchObject({
        BatchSize: batch,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 10 },
      });
      expect(named(Properties['EventSourceArn'])).toBe(queue);
      const [, source] = ofType(assembly.data, 'AWS::SQS::Queue').find(
        ([each]) => withoutHash(each) === queue,
      )!;
      expect(source.Properties['VisibilityTimeout']).toBe(times * Timeout);
    },
  );

  test('the clock starts raise-overdue every minute, one at a time, and nothing else may', () => {
    const { id } = made('raise-overdue');
    service.resourceCountIs('AWS::Events::Rule', 2);
    service.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [id, 'Arn'] } })],
    });
    service.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'raise-overdue' } },
      ReservedConcurrentExecutions: 1,
    });
    const permissions = ofType(assembly.service, 'AWS::Lambda::Permission')
      .map(([, { Properties }]) => Properties)
      .filter(({ FunctionName }) => JSON.stringify(FunctionName).includes(id));
    expect(permissions).toMatchObject([
      {
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^EveryMinute/), 'Arn'] },
      },
    ]);
  });

  test('a stream that falls behind and a minute job that stops succeeding raise alarms', () => {
    service.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'IteratorAge',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: made('raise-alerts').id } }],
    });
    service.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });
});

describe('what a function may do with topics, queues, mail and the stream', () => {
  const others = (name: string) =>
    statementsOf(assembly, made(name).role)
      .filter(
        ({ Action }) =>
          /^(?:sns|sqs|ses):/.test(Action[0]!) || Action.includes('dynamodb:GetRecords'),
      )
      .map(({ Effect, Action, Resource }) => [Effect, Action, [Resource].flat().map(reached)]);
  const reached = (resource: unknown) =>
    typeof resource === 'string' ? resource : named(resource);
  const fromQueue = [
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
  ];
  const publishing = ['Allow', ['sns:Publish'], ['AlertsTopic', 'AnnouncementsTopic']];

  test('raise-alerts hands over, reads the stream and leaves word of what it gave up', () => {
    const streamActions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
    expect(others('raise-alerts')).toEqual([
      ['Allow', ['sqs:SendMessage'], ['RaisingQueue', 'StreamDeadLetters']],
      ['Allow', streamActions.map((action) => `dynamodb:${action}`), ['Outages']],
    ]);
  });

  test('raise-overdue hands over, and publishes nothing', () => {
    expect(others('raise-overdue')).toEqual([['Allow', ['sqs:SendMessage'], ['RaisingQueue']]]);
  });

  test('raise-in-icb takes from its queue and publishes to both topics', () => {
    expect(others('raise-in-icb')).toEqual([publishing, ['Allow', fromQueue, ['RaisingQueue']]]);
  });

  test('deliver-sms takes from its queue and texts numbers, never a topic', () => {
    expect(others('deliver-sms')).toEqual([
      ['Allow', fromQueue, ['SmsQueue']],
      ['Allow', ['sqs:SendMessage'], ['SmsDeadLetters']],
      ['Allow', ['sns:Publish'], ['*']],
      ['Deny', ['sns:Publish'], ['arn:aws:sns:*:*:*']],
    ]);
  });

  test('deliver-email takes from its queue and sends as the one identity', () => {
    const [taking, aside, sending, ...rest] = others('deliver-email');
    expect(rest).toEqual([]);
    expect(taking).toEqual(['Allow', fromQueue, ['EmailQueue']]);
    expect(aside).toEqual(['Allow', ['sqs:SendMessage'], ['EmailDeadLetters']]);
    expect(sending).toEqual(['Allow', ['ses:SendEmail'], ['EmailReceipts', 'EmailFrom']]);
    service.hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity: { 'Fn::Select': [1, { 'Fn::Split': ['@', { Ref: 'EmailFrom' }] }] },
    });
  });
});

test('both channels run the same code, told apart by their environment', () => {
  const [sms, email] = [made('deliver-sms'), made('deliver-email')];
  expect(sms.Code).toEqual(email.Code);
  expect(sms.environment).toMatchObject({
    CHANNEL: 'sms',
    PUBLIC_URL: { Ref: 'PublicUrl' },
    SMS_PER_SECOND: { Ref: 'SmsPerSecond' },
    SMS_SENDER_ID: { Ref: 'SmsSenderId' },
  });
  expect(email.environment).toMatchObject({
    CHANNEL: 'email',
    PUBLIC_URL: { Ref: 'PublicUrl' },
    EMAIL_PER_SECOND: { Ref: 'EmailPerSecond' },
    EMAIL_FROM: { Ref: 'EmailFrom' },
  });
});

test('every parameter has a default, so that nothing has to be told to synthesize or deploy', () => {
  const { Parameters } = z
    .looseObject({ Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown() })) })
    .parse(assembly.service);
  const defaults = Object.entries(Parameters).map(([id, { Default }]) => [id, Default]);
  expect(Object.fromEntries(defaults)).toEqual({
    PublicUrl: 'https://registry.example.nhs.uk/api',
    EmailFrom: 'resilience-registry@example.nhs.uk',
    SmsSenderId: 'GPoutage',
    SmsPerSecond: 20,
    EmailPerSecond: 14,
    SmsPencePerSegment: 4,
  });
});

test('texts are logged by SNS alone, for a week, and the log starts record-receipts', () => {
  const logs = ofType(assembly.service, 'AWS::Logs::LogGroup').filter(([id]) => /^Texts/.test(id));
  expect(logs.map(([, { Properties }]) => Properties['RetentionInDays'])).toEqual([7, 7]);
  const filters = ofType(assembly.service, 'AWS::Logs::SubscriptionFilter');
  expect(filters.map(([, { Properties }]) => Properties)).toMatchObject(
    logs.map(([id]) => ({
      LogGroupName: { Ref: id },
      DestinationArn: { 'Fn::GetAtt': [made('record-receipts').id, 'Arn'] },
    })),
  );
  const [writer] = ofType(assembly.service, 'AWS::IAM::Role').find(([id]) =>
    /^TextStatus/.test(id),
  )!;
  expect(statementsOf(assembly, writer)).toMatchObject([
    {
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: logs.map(([id]) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
    },
  ]);
});
