import { SNSClient } from '@aws-sdk/client-sns';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createClock } from '../clock/clock.ts';
import type { Clock } from '../clock/clock.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import { createCourt } from '../court/court.ts';
import type { Refused } from '../court/court.ts';
import type { Faults } from '../faults/faults.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { parsePolicy } from '../policy/policy.ts';
import type { Role } from '../definitions/role.ts';
import { createQueueLaw } from '../queue/law.ts';
import type { QueueDefinition } from '../definitions/queue.ts';
import { openQueues } from '../queue/queues.ts';
import { startMessaging } from '../start/messaging.ts';
import type { Topic } from '../definitions/topic.ts';

const REGION = 'eu-west-2';
const ACCOUNT = '000000000000';
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/00000000-0000-0000-0000-000000000001`;

export const ALERTS = `arn:aws:sns:${REGION}:${ACCOUNT}:registry-data-Alerts`;
export const ANNOUNCEMENTS = `arn:aws:sns:${REGION}:${ACCOUNT}:registry-data-Announcements`;
export const queueArn = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

const everything = { Effect: 'Allow', Action: ['sns:*', 'ses:*'], Resource: '*' };

/** What each role of the fixture may do. */
const policies: Readonly<Record<string, readonly object[]>> = {
  'raise-alerts': [everything],
  'deliver-sms': [
    { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' },
    { Effect: 'Deny', Action: 'sns:Publish', Resource: 'arn:aws:sns:*:*:*' },
  ],
  'deliver-email': [
    {
      Effect: 'Allow',
      Action: 'ses:SendEmail',
      Resource: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/example.nhs.uk`,
    },
  ],
  nobody: [],
};

/** Uses the key through SNS, as SNS, or not at all. */
const through = { 'kms:ViaService': `sns.${REGION}.amazonaws.com`, 'kms:CallerAccount': ACCOUNT };
const uses = { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' };
const key = (...statements: object[]) => ({ arn: KEY, policy: policy(statements, 'key') });
const PUBLISHERS = { ...uses, Principal: '*', Condition: { StringEquals: through } };
const DELIVERIES = {
  ...uses,
  Principal: { Service: 'sns.amazonaws.com' },
  Condition: { ArnEquals: { 'aws:SourceArn': ALERTS } },
};

/** Lets the alerts topic put messages into a queue. */
const FROM_ALERTS = {
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: '*',
  Condition: { ArnEquals: { 'aws:SourceArn': ALERTS } },
};

const topics: Topic[] = [
  { arn: ALERTS, policy: undefined, key: key(PUBLISHERS, DELIVERIES) },
  { arn: ANNOUNCEMENTS, policy: undefined, key: key(DELIVERIES) },
];

const queues: QueueDefinition[] = [
  queue('sms', FROM_ALERTS, DELIVERIES),
  queue('email', FROM_ALERTS, DELIVERIES),
  queue('closed', undefined, DELIVERIES),
  queue('locked', FROM_ALERTS, PUBLISHERS),
];

/** SNS and SES with two topics, four queues and a sending domain. */
export interface MessagingFixture {
  /** The SDK's own clients, as a function with that role has them. */
  as(role: keyof typeof policies): { sns: SNSClient; ses: SESv2Client };
  /** Bodies in a queue, oldest first. */
  bodies(queueName: string): string[];
  /** Messages in a queue, oldest first. */
  messages(queueName: string): readonly { body: string; attributes: object }[];
  purge(): void;
  outbox: Outbox;
  faults: Faults;
  clock: Clock;
  refusals: readonly Refused[];
  lines: readonly string[];
  settled: () => Promise<void>;
  stop(): Promise<void>;
}

export async function startMessagingFixture(): Promise<MessagingFixture> {
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const clock = createClock();
  const endpoint = await startEndpoint({
    ...{ roles: Object.keys(policies).map(role), tables: [], clock },
    ...{ dataDir: undefined, log },
  });
  const court = createCourt(clock, log);
  const mailboxes = openQueues(queues, clock, undefined, log);
  const { outbox, settled } = startMessaging({
    deployment: {
      topics,
      subscriptions: ['sms', 'email', 'closed', 'locked'].map((name) => ({
        ...{ arn: `${ALERTS}:${name}`, topicArn: ALERTS, protocol: 'sqs' },
        ...{ endpoint: queueArn(name), raw: true, filterPolicy: { channels: [name] } },
      })),
      mailIdentities: ['example.nhs.uk'],
    },
    ...{ queues: mailboxes, queueLaw: createQueueLaw(court) },
    ...{ endpoint, court, clock, dataDir: undefined, log },
  });
  const messages = (name: string) => mailboxes.find(queueArn(name))?.messages() ?? [];
  return {
    ...{ outbox, settled, clock, lines, messages },
    ...{ faults: endpoint.faults, refusals: court.refusals },
    as(name) {
      const credentials = endpoint.principals.issue(arnOf(name), 'test');
      const options = { endpoint: endpoint.url, region: REGION, credentials, maxAttempts: 1 };
      return { sns: new SNSClient(options), ses: new SESv2Client(options) };
    },
    bodies: (name) => messages(name).map(({ body }) => body),
    purge() {
      for (const each of mailboxes.all) each.purge();
    },
    async stop() {
      mailboxes.stop();
      await endpoint.stop();
    },
  };
}

function arnOf(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

function role(name: string): Role {
  const trust = {
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  };
  const document = { Version: '2012-10-17', Statement: policies[name] ?? [] };
  return {
    ...{ arn: arnOf(name), name, policies: [{ name: 'own', document }] },
    trust: { Version: '2012-10-17', Statement: [trust] },
  };
}

function policy(statements: readonly object[], name: string) {
  return parsePolicy({ Version: '2012-10-17', Statement: statements }, name);
}

function queue(name: string, door: object | undefined, keyUse: object): QueueDefinition {
  return {
    ...{ logicalId: name, name, arn: queueArn(name) },
    ...{ visibilitySeconds: 30, retentionSeconds: 345_600, delaySeconds: 0, waitSeconds: 0 },
    ...{ largestMessage: 262_144, fifo: false, contentBasedDeduplication: false },
    deadLetter: undefined,
    policy: door && policy([door], `policy of ${name}`),
    key: key(keyUse),
  };
}
