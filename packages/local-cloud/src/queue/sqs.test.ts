import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { QUEUE_ORIGIN } from '../account/account.ts';
import { functionRole, startEndpointFixture } from '../endpoint/endpoint.fixture.ts';
import type { EndpointFixture } from '../endpoint/endpoint.fixture.ts';
import { createQueueLaw } from './law.ts';
import { queueDefinition } from './queue.fixture.ts';
import type { Queue } from './queue.ts';
import { openQueues } from './queues.ts';
import { createSqs } from './sqs.ts';

const WORK = queueDefinition('work');
const roles = [
  functionRole('worker', {
    Effect: 'Allow',
    Action: 'sqs:ChangeMessageVisibility',
    Resource: WORK.arn,
  }),
  functionRole('sender', { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: WORK.arn }),
  functionRole('idle'),
];

let ground: EndpointFixture;
let queue: Queue;

beforeEach(async () => {
  ground = await startEndpointFixture(roles);
  const { endpoint, clock, court, faults, log } = ground;
  const queues = openQueues([WORK], clock, undefined, log);
  queue = queues.find(WORK.arn)!;
  endpoint.add('sqs', createSqs({ queues, law: createQueueLaw(court), faults }));
});
afterEach(async () => {
  queue.stop();
  await ground.endpoint.stop();
});

const as = (roleName: string) => {
  const { endpoint, ...options } = ground.as(roleName);
  return new SQSClient({ ...options, endpoint, useQueueUrlAsEndpoint: false });
};
const urlOf = (name: string) => `${QUEUE_ORIGIN}/000000000000/${name}`;
const bodies = () => queue.receive(10, 30).map(({ message }) => message.body);

/** Hides the message, in the name of a role, for so many seconds from now. */
const hide = (
  ReceiptHandle: string,
  VisibilityTimeout: number,
  client = as('worker'),
  name = 'work',
) =>
  client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: urlOf(name),
      ReceiptHandle,
      VisibilityTimeout,
    }),
  );

test('a receiver may change how long a message is hidden, while it is in flight', async () => {
  queue.send({ body: 'one', attributes: {}, senderId: 'someone' });
  const [{ receipt } = { receipt: '' }] = queue.receive(10, 30);
  await hide(receipt, 600);
  ground.clock.advance(60_000);
  expect(bodies()).toEqual([]);
  await hide(receipt, 0);
  await expect(hide(receipt, 600)).rejects.toMatchObject({ name: 'MessageNotInflight' });
  expect(bodies()).toEqual(['one']);
});

test('what the law and the template do not give is refused', async () => {
  queue.send({ body: 'one', attributes: {}, senderId: 'someone' });
  const [{ receipt } = { receipt: '' }] = queue.receive(10, 30);
  await expect(hide(receipt, 600, as('idle'))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  await expect(hide(receipt, 600, as('worker'), 'nowhere')).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  });
  await expect(hide(receipt, 43_201)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('a call that no function makes is not known', async () => {
  const sent = as('worker').send(
    new SendMessageCommand({ QueueUrl: urlOf('work'), MessageBody: 'x' }),
  );
  await expect(sent).rejects.toMatchObject({
    name: 'UnsupportedOperation',
    message: "The local cloud's SQS does not know SendMessage.",
  });
});

describe('a batch of messages', () => {
  const send = (
    Entries: { Id: string; MessageBody: string; MessageGroupId?: string }[],
    roleName = 'sender',
  ) => as(roleName).send(new SendMessageBatchCommand({ QueueUrl: urlOf('work'), Entries }));

  test('is taken message by message, each with its group and who sent it', async () => {
    const { Successful, Failed } = await send([
      { Id: 'one', MessageBody: '{"a":1}', MessageGroupId: 'QZZ.critical' },
      { Id: 'bad', MessageBody: 'a\u0000b' },
      { Id: 'two', MessageBody: 'ü😀' },
    ]);
    expect(Successful?.map(({ Id }) => Id)).toEqual(['one', 'two']);
    expect(Failed).toMatchObject([
      { Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true },
    ]);
    const [one, two] = queue.messages();
    expect(one).toMatchObject({
      id: Successful?.[0]?.MessageId,
      body: '{"a":1}',
      groupId: 'QZZ.critical',
      senderId: expect.stringContaining('sender'),
    });
    expect(two).toMatchObject({ body: 'ü😀' });
    expect(two?.groupId).toBeUndefined();
  });

  test('needs the permission to send', async () => {
    await expect(send([{ Id: 'one', MessageBody: 'x' }], 'worker')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('sqs:sendmessage'),
    });
    expect(queue.messages()).toEqual([]);
    expect(ground.court.refusals.at(-1)).toMatchObject({ action: 'sqs:SendMessage' });
  });

  test.each([
    ['no entries', [], 'EmptyBatchRequest'],
    ['eleven', Array.from({ length: 11 }, (_, at) => `${at}`), 'TooManyEntriesInBatchRequest'],
    ['the same id twice', ['a', 'a'], 'BatchEntryIdsNotDistinct'],
    ['a bad id', ['a b'], 'InvalidBatchEntryId'],
  ])('with %s is refused whole', async (_what, ids, name) => {
    const sent = send(ids.map((Id) => ({ Id, MessageBody: 'x' })));
    await expect(sent).rejects.toMatchObject({ name });
    expect(queue.messages()).toEqual([]);
  });

  test('of more than 1 MiB is refused whole', async () => {
    const sent = send(['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(600_000) })));
    await expect(sent).rejects.toMatchObject({ name: 'BatchRequestTooLong' });
  });
});
