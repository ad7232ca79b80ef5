import { writeSmallAssembly } from '../template/small-assembly.fixture.ts';

const allow = (Action: string | string[], Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const documentOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const attribute = (of: string) => ({ 'Fn::GetAtt': [of, 'Arn'] });
const service = (Service: string, Condition?: object) => ({
  Principal: { Service },
  ...(Condition && { Condition }),
});
const set = {
  'Fn::Sub': 'arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${Set}',
};
const KEY_USES = ['kms:GenerateDataKey*', 'kms:Decrypt'];
const DIRECT = 'sns/eu-west-2/000000000000/DirectPublishToPhoneNumber';

const mail = {
  Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'example.org' } },
  Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'tracked' } },
  SetToTopic: {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: {
      ConfigurationSetName: { Ref: 'Set' },
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['delivery', 'BOUNCE', 'complaint', 'renderingFailure'],
        SnsDestination: { TopicARN: { Ref: 'MailEvents' } },
      },
    },
  },
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: documentOf(
        allow(KEY_USES, '*', service('ses.amazonaws.com')),
        allow(KEY_USES, '*', service('sns.amazonaws.com')),
      ),
    },
  },
  MailEvents: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: attribute('Key') } },
  MailEventsPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: 'MailEvents' }],
      PolicyDocument: documentOf(
        allow(
          'sns:Publish',
          { Ref: 'MailEvents' },
          service('ses.amazonaws.com', {
            StringEquals: {
              'AWS:SourceAccount': { Ref: 'AWS::AccountId' },
              'AWS:SourceArn': set,
            },
          }),
        ),
      ),
    },
  },
  Heard: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: attribute('Key') } },
  HeardPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Heard' }],
      PolicyDocument: documentOf(
        allow('sqs:SendMessage', attribute('Heard'), service('sns.amazonaws.com')),
      ),
    },
  },
  EventsToHeard: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: { Ref: 'MailEvents' },
      Protocol: 'sqs',
      Endpoint: attribute('Heard'),
      RawMessageDelivery: true,
    },
  },
};

/** As CDK's AwsCustomResource writes the call: JSON joined with the role's ARN. */
const call = {
  'Fn::Join': [
    '',
    [
      '{"service":"SNS","action":"setSMSAttributes","parameters":{"attributes":{"DeliveryStatusIAMRole":"',
      attribute('StatusRole'),
      '","DeliveryStatusSuccessSamplingRate":"100","DefaultSMSType":"Transactional"}},"physicalResourceId":{"id":"texts"}}',
    ],
  ],
};
const PROVIDER = 'AWS679f53fac002430cb0da5b7982bd2287';
const trust = (name: string) =>
  documentOf({ Effect: 'Allow', Action: 'sts:AssumeRole', ...service(name) });

const texts = {
  StatusRole: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('sns.amazonaws.com'),
      Policies: [
        {
          PolicyName: 'write',
          PolicyDocument: documentOf(
            allow(
              ['logs:CreateLogStream', 'logs:PutLogEvents'],
              [attribute('Arrived'), attribute('Failed')],
            ),
          ),
        },
      ],
    },
  },
  Texts: {
    Type: 'Custom::AWS',
    Properties: {
      ServiceToken: attribute(PROVIDER),
      Create: call,
      Update: call,
      InstallLatestAwsSdk: false,
    },
  },
  TextsPolicy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'TextsPolicy',
      Roles: [{ Ref: `${PROVIDER}ServiceRole` }],
      PolicyDocument: documentOf(
        allow('sns:SetSMSAttributes', '*'),
        allow('iam:PassRole', attribute('StatusRole'), {
          Condition: { StringEquals: { 'iam:PassedToService': 'sns.amazonaws.com' } },
        }),
      ),
    },
  },
  [`${PROVIDER}ServiceRole`]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
      ManagedPolicyArns: [
        {
          'Fn::Sub':
            'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
        },
      ],
    },
  },
  [PROVIDER]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: 'desk.zip' },
      Handler: 'index.handler',
      Role: attribute(`${PROVIDER}ServiceRole`),
      Runtime: 'nodejs24.x',
      Timeout: 120,
    },
  },
};

const group = (LogGroupName: string) => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName, RetentionInDays: 1 },
});
const subscribed = (id: string) => ({
  [`${id}Filter`]: {
    Type: 'AWS::Logs::SubscriptionFilter',
    Properties: {
      LogGroupName: { Ref: id },
      DestinationArn: attribute('listen'),
      FilterPattern: '',
    },
  },
  [`${id}Permission`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: attribute('listen'),
      Principal: 'logs.amazonaws.com',
      SourceArn: attribute(id),
      SourceAccount: { Ref: 'AWS::AccountId' },
    },
  },
});
const logs = {
  Arrived: group(DIRECT),
  Failed: group(`${DIRECT}/Failure`),
  ...subscribed('Arrived'),
  ...subscribed('Failed'),
};

/** Writes the batch it was handed to its log; it fails on a text to a number that ends in 99. */
const LISTEN = `import { gunzipSync } from 'node:zlib';
export const handler = async ({ awslogs }) => {
  const text = gunzipSync(Buffer.from(awslogs.data, 'base64')).toString();
  console.log(text);
  if (text.includes('99\\\\"')) throw new Error('not this one');
};`;

const deskPolicy = {
  Type: 'AWS::IAM::Policy',
  Properties: {
    PolicyName: 'desk',
    Roles: [{ Ref: 'deskRole' }],
    PolicyDocument: documentOf(
      allow('sns:Publish', '*'),
      allow('ses:SendEmail', [
        { 'Fn::Sub': 'arn:aws:ses:${AWS::Region}:${AWS::AccountId}:identity/example.org' },
        set,
      ]),
    ),
  },
};

/**
 * Writes an assembly whose `desk` may send texts and, by the configuration set `tracked`, emails.
 * What becomes of emails goes by the encrypted topic `MailEvents` to the queue `Heard`, and of
 * texts by the log groups `Arrived` and `Failed` to the function `listen`.
 * @param change alters the template before it is written
 */
export function writeReceiptsAssembly(
  change: (resources: Record<string, unknown>) => void = () => undefined,
): ReturnType<typeof writeSmallAssembly> {
  const functions = {
    desk: { code: 'export const handler = async () => null;' },
    listen: { code: LISTEN },
  };
  return writeSmallAssembly(functions, (resources) => {
    Object.assign(resources, structuredClone({ ...mail, ...texts, ...logs, deskPolicy }));
    change(resources);
  });
}
