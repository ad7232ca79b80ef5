import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { readAssembly } from '../template/assembly.ts';
import { readDeployment } from '../template/deployment.ts';
import { writeSmallAssembly } from '../template/small-assembly.fixture.ts';
import { startLocalCloud } from './local-cloud.ts';
import type { LocalCloud } from './local-cloud.ts';

const code = 'export const handler = async () => process.env;';

const allow = (Action: string | string[], more: object = { Resource: '*' }) => ({
  Effect: 'Allow',
  Action,
  ...more,
});
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** A key, a topic with a queue at its end, a sending domain, and a role that may use them. */
const resources = {
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: policy(
        allow('kms:*', {
          Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } },
          Resource: '*',
        }),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], {
          Principal: { Service: 'sns.amazonaws.com' },
          Resource: '*',
        }),
      ),
    },
  },
  News: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arnOf('Key') } },
  Sms: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: arnOf('Key') } },
  SmsPolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Sms' }],
      PolicyDocument: policy(
        allow('sqs:SendMessage', {
          Principal: { Service: 'sns.amazonaws.com' },
          Resource: arnOf('Sms'),
          Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'News' } } },
        }),
      ),
    },
  },
  NewsToSms: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: { Ref: 'News' },
      Protocol: 'sqs',
      Endpoint: arnOf('Sms'),
      RawMessageDelivery: true,
      FilterPolicy: { channels: ['sms'] },
    },
  },
  Sender: {
    Type: 'AWS::SES::EmailIdentity',
    Properties: { EmailIdentity: 'example.org' },
  },
  MaySend: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'may-send',
      PolicyDocument: policy(
        allow(['sns:Publish'], { Resource: { Ref: 'News' } }),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], { Resource: arnOf('Key') }),
        allow('ses:SendEmail', {
          Resource: {
            'Fn::Sub': 'arn:aws:ses:${AWS::Region}:${AWS::AccountId}:identity/example.org',
          },
        }),
      ),
      Roles: [{ Ref: 'senderRole' }],
    },
  },
};

let assembly: Awaited<ReturnType<typeof writeSmallAssembly>>;
let cloud: LocalCloud;

beforeAll(async () => {
  assembly = await writeSmallAssembly({ sender: { code } }, (all) => {
    Object.assign(all, resources);
  });
  cloud = await startLocalCloud({ assembly: assembly.folder, port: 0, dataDir: undefined });
});
afterAll(async () => {
  await cloud.stop();
  await assembly.remove();
});

test('functions are told where SNS, SQS and SES are', async () => {
  const { endpoint } = cloud.credentialsOf('sender');
  expect(await cloud.invoke('sender', {})).toMatchObject({
    AWS_ENDPOINT_URL_SNS: endpoint,
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_SESV2: endpoint,
  });
});

test('a topic of the template reaches the queue that its subscription names', async () => {
  const { topics } = readDeployment(await readAssembly(assembly.folder), cloud.url, {});
  const client = new SNSClient({ ...cloud.credentialsOf('sender'), maxAttempts: 1 });
  const publish = (channel: string) =>
    client.send(
      new PublishCommand({
        TopicArn: topics[0]?.arn,
        Message: `by ${channel}`,
        MessageAttributes: {
          channels: { DataType: 'String.Array', StringValue: JSON.stringify([channel]) },
        },
      }),
    );
  await publish('email');
  await publish('sms');
  expect(cloud.refusals).toEqual([]);
  expect(cloud.queues.messages('Sms')).toMatchObject([{ body: 'by sms' }]);
});

test('an email is in the outbox, for programs and for people', async () => {
  const client = new SESv2Client({ ...cloud.credentialsOf('sender'), maxAttempts: 1 });
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: 'shop@example.org',
      Destination: { ToAddresses: ['manager@example.org'] },
      Content: {
        Simple: { Subject: { Data: 'Your order' }, Body: { Text: { Data: 'It is on its way.' } } },
      },
    }),
  );
  const accept = 'application/json';
  const answer = await fetch(`${cloud.url}/outbox`, { headers: { accept } });
  expect(await answer.json()).toEqual([...cloud.outbox.list()]);
  expect(cloud.outbox.list()).toMatchObject([{ subject: 'Your order', body: 'It is on its way.' }]);
  const page = await (await fetch(`${cloud.url}/outbox`)).text();
  expect(page).toContain('Email to manager@example.org');
  expect((await fetch(`${cloud.url}/outbox`, { method: 'POST' })).status).toBe(405);
});

function subscription(properties: object): object {
  const plain = { TopicArn: 'a', Protocol: 'sqs', Endpoint: 'b', RawMessageDelivery: true };
  return { Type: 'AWS::SNS::Subscription', Properties: { ...plain, ...properties } };
}

test.each([
  ['a FIFO queue', { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } }, 'FifoQueue'],
  ['a FIFO topic', { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true } }, 'FifoTopic'],
  ['a subscription of a function', subscription({ Protocol: 'lambda' }), 'Protocol'],
  ['a subscription that wraps', subscription({ RawMessageDelivery: false }), 'RawMessageDelivery'],
  [
    'a filter that is not known here',
    subscription({ FilterPolicy: { size: [{ numeric: ['>', 1] }] } }),
    'FilterPolicy',
  ],
])('%s is refused at start', async (_what, resource, property) => {
  const { folder, remove } = await writeSmallAssembly({ sender: { code } }, (all) => {
    Object.assign(all, { Odd: resource });
  });
  const read = async () => readDeployment(await readAssembly(folder), cloud.url, {});
  await expect(read()).rejects.toThrow(property);
  await remove();
});

test('PublicUrl is where the API answers here, whatever the template says', async () => {
  const { stacks, assets } = await readAssembly(assembly.folder);
  const stack = {
    name: 'parameters',
    template: {
      Conditions: {},
      Outputs: {},
      Parameters: { PublicUrl: { Type: 'String', Default: 'https://shop.example.org/api' } },
      Resources: {
        Sender: {
          Type: 'AWS::SES::EmailIdentity',
          Properties: { EmailIdentity: { Ref: 'PublicUrl' } },
        },
      },
    },
  };
  const { mailIdentities } = readDeployment({ stacks: [...stacks, stack], assets }, cloud.url, {});
  expect(z.array(z.string()).parse(mailIdentities)).toContain(`${cloud.url}/api`);
});
