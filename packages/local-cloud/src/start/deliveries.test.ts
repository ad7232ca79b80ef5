import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { writeDeliveringAssembly } from './delivering-assembly.fixture.ts';
import { startLocalCloud } from './local-cloud.ts';
import type { LocalCloud } from './local-cloud.ts';

const MINUTE = 60_000;
const QUEUES = 'arn:aws:sqs:eu-west-2:000000000000';

let assembly: Awaited<ReturnType<typeof writeDeliveringAssembly>>;
let cloud: LocalCloud;

const start = (dataDir?: string) =>
  startLocalCloud({ assembly: assembly.folder, port: 0, dataDir });

beforeAll(async () => {
  assembly = await writeDeliveringAssembly();
});
afterAll(() => assembly.remove());
beforeEach(async () => {
  cloud = await start();
});
afterEach(() => cloud.stop());

/** Publishes to the topic, which hands it to one of its queues. */
async function send(Message: string, to = 'work', from = cloud): Promise<void> {
  const client = new SNSClient({ ...from.credentialsOf('desk'), maxAttempts: 1 });
  await client.send(
    new PublishCommand({
      TopicArn: 'arn:aws:sns:eu-west-2:000000000000:shop-service-Jobs',
      Message,
      MessageAttributes: { to: { DataType: 'String', StringValue: to } },
    }),
  );
}

async function write(sk: string, from = cloud): Promise<void> {
  const client = new DynamoDBClient({ ...from.credentialsOf('desk'), maxAttempts: 1 });
  const Item = { pk: { S: 'TENANT#north#ORDER#1' }, sk: { S: sk } };
  await client.send(new PutItemCommand({ TableName: 'shop-service-Orders', Item }));
}

/** What a function wrote since the start. */
const said = (functionName: string) =>
  cloud
    .logs()
    .filter((line) => line.startsWith(`${functionName} `))
    .map((line) => line.slice(functionName.length + 1));

describe('a queue', () => {
  test('starts its function and is empty afterwards', async () => {
    await send('one');
    await cloud.settled();
    expect(said('work')).toEqual(['one 1']);
    expect(cloud.queues.depth('Work')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  test('what fails comes back when its time is up, and ends among the dead letters', async () => {
    await send('fail');
    await send('fine');
    await cloud.settled();
    expect(cloud.queues.depth('Work')).toMatchObject({ inFlight: 1 });
    cloud.clock.advance(MINUTE);
    await cloud.settled();
    cloud.clock.advance(MINUTE);
    await cloud.settled();
    expect(said('work').sort()).toEqual(['fail 1', 'fail 2', 'fine 1']);
    expect(cloud.queues.messages('Dead')).toMatchObject([
      { body: 'fail', deadLetterSource: `${QUEUES}:shop-service-Work` },
    ]);
  });

  test.each([
    { visibility: 'inside' as const, later: 0 },
    { visibility: 'outside' as const, later: MINUTE },
  ])('a message can be there twice, $visibility its visibility timeout', async (copy) => {
    const { visibility, later } = copy;
    const operation = 'ReceiveMessage';
    cloud.faults.next({ service: 'sqs', operation, kind: 'duplicate', visibility });
    await send('twice');
    await cloud.settled();
    expect(said('work')).toHaveLength(later === 0 ? 2 : 1);
    cloud.clock.advance(later);
    await cloud.settled();
    expect(said('work')).toHaveLength(2);
  });

  test('a function whose role may not read it gets nothing, and the refusal says why', async () => {
    await send('a', 'held');
    await cloud.settled();
    expect(cloud.queues.depth('Held')).toMatchObject({ visible: 1 });
    expect(cloud.refusals).toContainEqual(
      expect.objectContaining({
        action: 'sqs:ReceiveMessage',
        resource: `${QUEUES}:shop-service-Held`,
        caller: expect.stringContaining('shop-service-idleRole'),
      }),
    );
  });
});

describe('a stream', () => {
  test('starts its function with what passes the filter, in order, and the queue takes over', async () => {
    await write('UPDATE#0001');
    await write('NOTE#1');
    await write('UPDATE#0001');
    await write('UPDATE#0002');
    await cloud.settled();
    expect(said('raise').join(' ').replaceAll('got ', '')).toBe('UPDATE#0001 UPDATE#0002');
    expect(said('work').sort()).toEqual(['UPDATE#0001 1', 'UPDATE#0002 1']);
  });

  test('a poisoned record is given up alone, and its place is told without its data', async () => {
    await Promise.all(['UPDATE#1', 'UPDATE#2poison', 'UPDATE#3'].map((sk) => write(sk)));
    await cloud.settled();
    expect(said('work').sort()).toEqual(['UPDATE#1 1', 'UPDATE#3 1']);
    const [told] = cloud.queues.messages('Dead');
    expect(JSON.parse(told!.body)).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: expect.stringContaining('/stream/') },
    });
    expect(told!.body).not.toContain('poison');
  });

  test.each([
    { when: 'before' as const, sent: 1 },
    { when: 'after' as const, sent: 2 },
  ])('a function killed $when its second call is run again', async ({ when, sent }) => {
    const operation = 'raise';
    cloud.faults.next({ service: 'lambda', operation, kind: 'kill', afterCalls: 2, when });
    // The first invocation is busy with one record while the three others gather behind it.
    await Promise.all(['UPDATE#1', 'UPDATE#2', 'UPDATE#3', 'UPDATE#4'].map((sk) => write(sk)));
    await cloud.settled();
    const bodies = said('work').map((line) => line.split(' ')[0]);
    expect(new Set(bodies)).toEqual(new Set(['UPDATE#1', 'UPDATE#2', 'UPDATE#3', 'UPDATE#4']));
    expect(bodies).toHaveLength(4 + sent);
  });
});

describe('a schedule', () => {
  test('fires once however far the clock has moved, and only what its function permits', async () => {
    cloud.clock.advance(MINUTE);
    await cloud.settled();
    expect(said('tick')).toHaveLength(1);
    cloud.clock.advance(10 * MINUTE);
    await cloud.settled();
    expect(said('tick')).toHaveLength(2);
    expect(cloud.refusals).toContainEqual(
      expect.objectContaining({
        caller: 'events.amazonaws.com',
        resource: expect.stringMatching(/shop-service-forgotten$/),
      }),
    );
  });
});

test('messages and the place in a stream outlive a restart', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'data-'));
  const first = await start(dataDir);
  await write('UPDATE#0001', first);
  await first.settled();
  await send('kept', 'held', first);
  await first.stop();
  const second = await start(dataDir);
  await write('UPDATE#0002', second);
  await second.settled();
  const messages = second.queues.messages('Held');
  const lines = second.logs().filter((line) => line.startsWith('raise'));
  await second.stop();
  await rm(dataDir, { recursive: true });
  expect(messages).toMatchObject([{ body: 'kept' }]);
  expect(lines).toEqual(['raise got UPDATE#0002']);
});
