import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Message } from '@aws-sdk/client-sqs';
import { writeDeliveringAssembly } from '../start/delivering-assembly.fixture.ts';
import { startLocalCloud } from '../start/local-cloud.ts';
import type { LocalCloud } from '../start/local-cloud.ts';

let cloud: LocalCloud;
let removeAssembly: () => Promise<void>;
let desk: SQSClient;
/** A queue that no function reads, and a FIFO queue. */
let plain: string;
let orders: string;

const urlOf = async (QueueName: string) =>
  (await desk.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl!;

beforeAll(async () => {
  const { folder, remove } = await writeDeliveringAssembly();
  removeAssembly = remove;
  cloud = await startLocalCloud({ assembly: folder, port: 0, dataDir: undefined });
  desk = new SQSClient({ ...cloud.credentialsOf('desk'), maxAttempts: 1 });
  plain = await urlOf('registry-service-Dead1A2B3C4D');
  orders = await urlOf('orders.fifo');
});
afterAll(async () => {
  await cloud.stop();
  await removeAssembly();
});
beforeEach(async () => {
  for (const QueueUrl of [plain, orders]) await desk.send(new PurgeQueueCommand({ QueueUrl }));
});

const send = (MessageBody: string, more = {}) =>
  desk.send(new SendMessageCommand({ QueueUrl: plain, MessageBody, ...more }));
const order = (MessageBody: string, MessageGroupId: string) =>
  desk.send(new SendMessageCommand({ QueueUrl: orders, MessageBody, MessageGroupId }));

async function receive(QueueUrl = plain, more = {}): Promise<Message[]> {
  const wanted = { QueueUrl, MaxNumberOfMessages: 10, ...more };
  return (await desk.send(new ReceiveMessageCommand(wanted))).Messages ?? [];
}
const bodies = (messages: Message[]) => messages.map(({ Body }) => Body);

test('a message is hidden while it is in flight, by the cloud’s clock, and gone once deleted', async () => {
  await send('one', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'alert' } } });
  const [first] = await receive(plain, { MessageAttributeNames: ['All'] });
  expect(first).toMatchObject({
    Body: 'one',
    MessageAttributes: { kind: { StringValue: 'alert' } },
  });
  expect(await receive()).toEqual([]);
  cloud.clock.advance(30_000);
  const again = await receive(plain, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  expect(again).toMatchObject([{ Attributes: { ApproximateReceiveCount: '2' } }]);
  const { ReceiptHandle } = again[0]!;
  await desk.send(new DeleteMessageCommand({ QueueUrl: plain, ReceiptHandle }));
  cloud.clock.advance(30_000);
  expect(await receive()).toEqual([]);
});

test('a receiver may change how long a message is hidden, while it is in flight', async () => {
  await send('one');
  const [{ ReceiptHandle } = {}] = await receive();
  const hide = (VisibilityTimeout: number) =>
    desk.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: plain, ReceiptHandle, VisibilityTimeout }),
    );
  await hide(600);
  cloud.clock.advance(60_000);
  expect(await receive()).toEqual([]);
  await hide(0);
  await expect(hide(600)).rejects.toMatchObject({ name: 'MessageNotInflight' });
  expect(bodies(await receive())).toEqual(['one']);
});

test('a long poll ends with the first message', async () => {
  const waiting = receive(plain, { WaitTimeSeconds: 20 });
  await send('late');
  expect(bodies(await waiting)).toEqual(['late']);
});

test('a delayed message waits, and one past its retention is gone', async () => {
  await send('soon', { DelaySeconds: 10 });
  expect(await receive()).toEqual([]);
  cloud.clock.advance(10_000);
  expect(bodies(await receive())).toEqual(['soon']);
  cloud.clock.advance(5 * 86_400_000);
  desk = new SQSClient({ ...cloud.credentialsOf('desk'), maxAttempts: 1 });
  expect(await receive()).toEqual([]);
});

test('a FIFO queue keeps the order of a group and holds it while one is in flight', async () => {
  for (const [body, group] of [
    ['a1', 'a'],
    ['a2', 'a'],
    ['b1', 'b'],
  ] as const) {
    await order(body, group);
  }
  const one = { MaxNumberOfMessages: 1 };
  const [first] = await receive(orders, one);
  expect(first?.Body).toBe('a1');
  expect(bodies(await receive(orders, one))).toEqual(['b1']);
  expect(await receive(orders, one)).toEqual([]);
  const { ReceiptHandle } = first!;
  await desk.send(new DeleteMessageCommand({ QueueUrl: orders, ReceiptHandle }));
  expect(bodies(await receive(orders, one))).toEqual(['a2']);
});

test('a FIFO queue takes the same message once in five minutes', async () => {
  const { MessageId } = await order('same', 'a');
  expect((await order('same', 'a')).MessageId).toBe(MessageId);
  cloud.clock.advance(301_000);
  await order('same', 'a');
  expect(cloud.queues.depth('Orders')).toMatchObject({ visible: 2 });
});

test('a batch succeeds and fails entry by entry', async () => {
  const Entries = [
    { Id: 'good', MessageBody: 'x', MessageGroupId: 'a' },
    { Id: 'bad', MessageBody: 'y' },
  ];
  const { Successful, Failed } = await desk.send(
    new SendMessageBatchCommand({ QueueUrl: orders, Entries }),
  );
  expect(Successful).toMatchObject([{ Id: 'good' }]);
  expect(Failed).toMatchObject([{ Id: 'bad', Code: 'MissingParameter', SenderFault: true }]);
  const twice = new SendMessageBatchCommand({
    QueueUrl: orders,
    Entries: [Entries[0]!, Entries[0]!],
  });
  await expect(desk.send(twice)).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
});

test('what the law and the template do not give is refused', async () => {
  const idle = new SQSClient({ ...cloud.credentialsOf('idle'), maxAttempts: 1 });
  const ask = new GetQueueAttributesCommand({ QueueUrl: plain, AttributeNames: ['All'] });
  await expect(idle.send(ask)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(desk.send(ask)).resolves.toMatchObject({ Attributes: { VisibilityTimeout: '30' } });
  await expect(urlOf('nowhere')).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});
