import { SNSClient } from '@aws-sdk/client-sns';
import { ACCOUNT, arnOf, REGION } from '../account/account.ts';
import type { Refused } from '../court/court.ts';
import type { QueueDefinition } from '../definitions/queue.ts';
import type { Topic } from '../definitions/topic.ts';
import { documentOf, functionRole, startEndpointFixture } from '../endpoint/endpoint.fixture.ts';
import type { Faults } from '../faults/faults.ts';
import { readAttributeFilter } from '../filter/filter.ts';
import { createOutbox } from '../outbox/outbox.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { parsePolicy } from '../policy/policy.ts';
import { createQueueLaw } from '../queue/law.ts';
import type { Message } from '../queue/message.ts';
import { queueDefinition } from '../queue/queue.fixture.ts';
import { openQueues } from '../queue/queues.ts';
import { createReceipts } from '../receipts/receipts.ts';
import { createQueueDoor } from './queue-door.ts';
import { createSns } from './sns.ts';

const KEY = arnOf('kms', 'key/00000000-0000-0000-0000-000000000001');

export const NEWS = arnOf('sns', 'shop-data-News');
export const ANNOUNCEMENTS = arnOf('sns', 'shop-data-Announcements');
export const queueArn = (name: string): string => arnOf('sqs', name);

const roles = [
  functionRole('publisher', { Effect: 'Allow', Action: 'sns:*', Resource: '*' }),
  functionRole(
    'texter',
    { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' },
    { Effect: 'Deny', Action: 'sns:Publish', Resource: 'arn:aws:sns:*:*:*' },
  ),
  functionRole('nobody'),
];

/** Uses the key through SNS, as SNS, or not at all. */
const through = { 'kms:ViaService': `sns.${REGION}.amazonaws.com`, 'kms:CallerAccount': ACCOUNT };
const uses = { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' };
const key = (...statements: object[]) => ({
  arn: KEY,
  policy: parsePolicy(documentOf(...statements), 'key'),
});
const PUBLISHERS = { ...uses, Principal: '*', Condition: { StringEquals: through } };
const DELIVERIES = {
  ...uses,
  Principal: { Service: 'sns.amazonaws.com' },
  Condition: { ArnEquals: { 'aws:SourceArn': NEWS } },
};

/** Lets the news topic put messages into a queue. */
const FROM_NEWS = {
  Effect: 'Allow',
  Principal: { Service: 'sns.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: '*',
  Condition: { ArnEquals: { 'aws:SourceArn': NEWS } },
};

const topics: Topic[] = [
  { arn: NEWS, policy: undefined, key: key(PUBLISHERS, DELIVERIES) },
  { arn: ANNOUNCEMENTS, policy: undefined, key: key(DELIVERIES) },
];

const queues: QueueDefinition[] = [
  queue('sms', FROM_NEWS, DELIVERIES),
  queue('email', FROM_NEWS, DELIVERIES),
  queue('closed', undefined, DELIVERIES),
  queue('locked', FROM_NEWS, PUBLISHERS),
];

/** SNS with two topics and four queues. */
export interface MessagingFixture {
  /** The SDK's own client, as a function with that role has it. */
  as(roleName: 'publisher' | 'texter' | 'nobody'): SNSClient;
  /** Bodies in a queue, oldest first. */
  bodies(queueName: string): string[];
  /** Messages in a queue, oldest first. */
  messages(queueName: string): readonly Message[];
  outbox: Outbox;
  faults: Faults;
  refusals: readonly Refused[];
  lines: readonly string[];
  settled: () => Promise<void>;
  stop(): Promise<void>;
}

export async function startMessagingFixture(): Promise<MessagingFixture> {
  const { endpoint, lines, as, ...ground } = await startEndpointFixture(roles);
  const { court, faults, clock, log } = ground;
  const mailboxes = openQueues(queues, clock, undefined, log);
  const outbox = createOutbox(clock, undefined);
  const { service, settled } = createSns({
    ...ground,
    receipts: createReceipts(clock, log),
    writeLog: () => true,
    topics,
    subscriptions: ['sms', 'email', 'closed', 'locked'].map((name) => ({
      topicArn: NEWS,
      queueArn: queueArn(name),
      accepts: readAttributeFilter({ channels: [name] }),
    })),
    put: createQueueDoor(mailboxes, createQueueLaw(court), court),
    outbox,
  });
  endpoint.add('sns', service);
  const messages = (name: string) => mailboxes.find(queueArn(name))?.messages() ?? [];
  return {
    outbox,
    settled,
    lines,
    messages,
    faults,
    refusals: court.refusals,
    as: (roleName) => new SNSClient(as(roleName)),
    bodies: (name) => messages(name).map(({ body }) => body),
    async stop() {
      mailboxes.stop();
      await endpoint.stop();
    },
  };
}

function queue(name: string, door: object | undefined, keyUse: object): QueueDefinition {
  const policy = door && parsePolicy(documentOf(door), `policy of ${name}`);
  return queueDefinition(name, { policy, key: key(keyUse) });
}
