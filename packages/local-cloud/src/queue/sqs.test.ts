import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
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
