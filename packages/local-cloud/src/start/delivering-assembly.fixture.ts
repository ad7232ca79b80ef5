import * as z from 'zod';
import { writeSmallAssembly } from '../template/small-assembly.fixture.ts';
import type { SmallFunction } from '../template/small-assembly.fixture.ts';

/**
 * Lets the text of a function publish without an SDK: `await publish(topicArn, 'text', 'work')`.
 */
const PUBLISH = `const publish = async (topicArn, message, to) => {
  const env = process.env;
  const response = await fetch(env.AWS_ENDPOINT_URL_SNS, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=' + env.AWS_ACCESS_KEY_ID + '/20260101/eu-west-2/sns/aws4_request, Signature=0',
      'x-amz-security-token': env.AWS_SESSION_TOKEN,
    },
    body: new URLSearchParams({
      Action: 'Publish',
      TopicArn: topicArn,
      Message: message,
      'MessageAttributes.entry.1.Name': 'to',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': to,
    }),
  });
  return response.text();
};\n`;

const attribute = (of: string, name = 'Arn') => ({ 'Fn::GetAtt': [of, name] });
const role = (name: string, Statement: object[]) => ({
  Type: 'AWS::IAM::Policy',
  Properties: {
    PolicyName: name,
    PolicyDocument: { Version: '2012-10-17', Statement },
    Roles: [{ Ref: `${name}Role` }],
  },
});
const allow = (actions: string[], Resource: unknown) => ({
  Effect: 'Allow',
  Action: actions,
  Resource,
});
const POLLER = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/**
 * Writes an assembly in which a streamed table `Orders` starts `raise`, which publishes to the
 * topic `Jobs`, which fills the queue `Work`, which starts `work`; `Dead` takes the dead letters of
 * both, and `tick` runs each minute. `Jobs` also fills `Held`, which `idle` reads without the right
 * to. `desk` may publish and write by hand.
 */
export function writeDeliveringAssembly(): ReturnType<typeof writeSmallAssembly> {
  return writeSmallAssembly(functions, (resources) => {
    Object.assign(resources, queues, topic, table, mappings, rule, policies);
    resources['raise'] = withVariable(resources['raise'], 'JOBS_ARN', { Ref: 'Jobs' });
  });
}

const FunctionResource = z.looseObject({
  Properties: z.looseObject({
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  }),
});

function withVariable(resource: unknown, name: string, value: object): object {
  const read = FunctionResource.parse(resource);
  read.Properties.Environment.Variables[name] = value;
  return read;
}

const functions: Record<string, SmallFunction> = {
  desk: { code: 'export const handler = async () => null;' },
  idle: { code: 'export const handler = async () => null;' },
  tick: { code: 'export const handler = async (event) => { console.log(event.time); };' },
  forgotten: { code: 'export const handler = async () => null;' },
  raise: {
    code: `${PUBLISH}export const handler = async ({ Records }) => {
      const names = Records.map(({ dynamodb }) => dynamodb.NewImage.sk.S);
      console.log('got', names.join(' '));
      if (names.some((name) => name.includes('poison'))) throw new Error('poisoned');
      for (const name of names) await publish(process.env.JOBS_ARN, name, 'work');
    };`,
  },
  work: {
    code: `export const handler = async ({ Records }) => {
      for (const { body, attributes } of Records) console.log(body, attributes.ApproximateReceiveCount);
      const failed = Records.filter(({ body }) => body.startsWith('fail'));
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    };`,
  },
};

const queues = {
  Dead1A2B3C4D: { Type: 'AWS::SQS::Queue', Properties: {} },
  Work: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: attribute('Dead1A2B3C4D'), maxReceiveCount: 2 },
    },
  },
  Held: { Type: 'AWS::SQS::Queue', Properties: {} },
  FromJobs: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Work' }, { Ref: 'Held' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: [attribute('Work'), attribute('Held')],
            Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'Jobs' } } },
          },
        ],
      },
    },
  },
};

const subscription = (queue: string, to: string) => ({
  Type: 'AWS::SNS::Subscription',
  Properties: {
    TopicArn: { Ref: 'Jobs' },
    Protocol: 'sqs',
    Endpoint: attribute(queue),
    RawMessageDelivery: true,
    FilterPolicy: { to: [to] },
  },
});
const topic = {
  Jobs: { Type: 'AWS::SNS::Topic', Properties: {} },
  JobsToWork: subscription('Work', 'work'),
  JobsToHeld: subscription('Held', 'held'),
};

const table = {
  Orders: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  },
};

const updates = {
  eventName: ['INSERT'],
  dynamodb: { NewImage: { sk: { S: [{ prefix: 'UPDATE#' }] } } },
};
const mappings = {
  FromStream: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'raise' },
      EventSourceArn: attribute('Orders', 'StreamArn'),
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 10,
      MaximumRetryAttempts: 1,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: attribute('Dead1A2B3C4D') } },
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify(updates) }] },
    },
  },
  FromQueue: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: { Ref: 'work' },
      EventSourceArn: attribute('Work'),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    },
  },
  FromHeld: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { FunctionName: { Ref: 'idle' }, EventSourceArn: attribute('Held') },
  },
};

const rule = {
  EveryMinute: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(1 minute)',
      Targets: [
        { Arn: attribute('tick'), Id: 'tick' },
        { Arn: attribute('forgotten'), Id: 'forgotten' },
      ],
    },
  },
  RuleMayStartTick: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: attribute('tick'),
      Principal: 'events.amazonaws.com',
      SourceArn: attribute('EveryMinute'),
    },
  },
};

const stream = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
const policies = {
  RaisePolicy: role('raise', [
    allow(
      stream.map((action) => `dynamodb:${action}`),
      attribute('Orders', 'StreamArn'),
    ),
    allow(['sns:Publish'], { Ref: 'Jobs' }),
    allow(['sqs:SendMessage'], attribute('Dead1A2B3C4D')),
  ]),
  WorkPolicy: role('work', [allow(POLLER, attribute('Work'))]),
  DeskPolicy: role('desk', [
    allow(['dynamodb:PutItem'], attribute('Orders')),
    allow(['sns:Publish'], { Ref: 'Jobs' }),
  ]),
};
