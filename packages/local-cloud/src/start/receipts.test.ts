import { afterEach, describe, expect, test } from '@jest/globals';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { startLocalCloud } from './local-cloud.ts';
import type { LocalCloud } from './local-cloud.ts';
import { writeReceiptsAssembly } from './receipts-assembly.fixture.ts';

const MINUTE = 60_000;
const DIRECT = 'sns/eu-west-2/000000000000/DirectPublishToPhoneNumber';

/** What a test started, to be ended after it. */
let ends: (() => Promise<void>)[] = [];
let lines: string[] = [];

afterEach(async () => {
  for (const end of ends.reverse()) await end();
  ends = [];
});

type Resources = Record<string, { Properties: Record<string, unknown> }>;

/** Starts the cloud, its template changed. */
async function start(change: (resources: Resources) => void = () => undefined) {
  const { folder, remove } = await writeReceiptsAssembly((resources) => {
    change(resources as Resources);
  });
  ends.push(remove);
  lines = [];
  const log = (line: string) => lines.push(line);
  const cloud = await startLocalCloud({ assembly: folder, port: 0, dataDir: undefined, log });
  ends.push(() => cloud.stop());
  return cloud;
}

async function sendMail(from: LocalCloud, ...ToAddresses: string[]): Promise<string | undefined> {
  const client = new SESv2Client({ ...from.credentialsOf('desk'), maxAttempts: 1 });
  const { MessageId } = await client.send(
    new SendEmailCommand({
      FromEmailAddress: 'shop@example.org',
      ConfigurationSetName: 'tracked',
      Destination: { ToAddresses },
      Content: { Simple: { Subject: { Data: 'Order' }, Body: { Text: { Data: 'Sent' } } } },
    }),
  );
  return MessageId;
}

async function sendText(from: LocalCloud, PhoneNumber: string): Promise<string | undefined> {
  const client = new SNSClient({ ...from.credentialsOf('desk'), maxAttempts: 1 });
  return (await client.send(new PublishCommand({ PhoneNumber, Message: 'Sent' }))).MessageId;
}

/** Events of emails that reached the queue, oldest first. */
const heard = (from: LocalCloud) =>
  from.queues.messages('Heard').map(({ body }): unknown => JSON.parse(body));

const Batch = z.looseObject({
  logGroup: z.string(),
  logEvents: z.array(z.looseObject({ message: z.string() })),
});

/** Batches that the function was handed, oldest first. */
const handed = (from: LocalCloud) =>
  from
    .logs()
    .filter((line) => line.startsWith('listen {'))
    .map((line) => Batch.parse(JSON.parse(line.slice('listen '.length))));

describe('an email by a configuration set', () => {
  test('is told of at its topic, under the id that its sender got', async () => {
    const running = await start();
    const messageId = await sendMail(running, 'ann@example.org');
    await running.settled();
    expect(running.refusals).toEqual([]);
    expect(heard(running)).toMatchObject([
      { eventType: 'Delivery', mail: { messageId }, delivery: { recipients: ['ann@example.org'] } },
    ]);
  });

  test('has the fate that a test decides, when the test says', async () => {
    const running = await start();
    running.receipts.decide(() => ({
      outcome: 'undelivered',
      reason: 'smtp; 550 5.7.1 go away',
      times: 2,
      afterMs: 5 * MINUTE,
    }));
    await sendMail(running, 'ann@example.org');
    await running.settled();
    expect(heard(running)).toEqual([]);
    running.clock.advance(5 * MINUTE);
    await running.settled();
    expect(heard(running)).toMatchObject([{ eventType: 'Bounce' }, { eventType: 'Bounce' }]);
  });

  test.each([
    ['the topic’s policy', 'MailEventsPolicy', 'sns:Publish'],
    ['the key’s policy', 'Key', 'kms:GenerateDataKey'],
  ])('is not told of where %s does not let SES', async (_what, id, action) => {
    const running = await start((resources) => {
      const { Properties } = resources[id]!;
      const name = id === 'Key' ? 'KeyPolicy' : 'PolicyDocument';
      const text = JSON.stringify(Properties[name]).replace('ses.amazonaws', 'events.amazonaws');
      Properties[name] = JSON.parse(text);
    });
    await sendMail(running, 'ann@example.org');
    await running.settled();
    expect(heard(running)).toEqual([]);
    expect(running.refusals).toMatchObject([
      {
        caller: 'ses.amazonaws.com',
        action,
        context: {
          'aws:SourceAccount': '000000000000',
          'aws:SourceArn': expect.stringMatching(/:configuration-set\/tracked$/),
        },
      },
    ]);
    expect(lines.at(-1)).toContain('AN EVENT WAS LOST');
  });
});

describe('a text', () => {
  test('is logged as SNS does, and the log’s subscriber is handed it', async () => {
    const running = await start();
    const messageId = await sendText(running, '+447700900123');
    await running.settled();
    expect(running.refusals).toEqual([]);
    const [batch] = handed(running);
    expect(batch).toMatchObject({
      messageType: 'DATA_MESSAGE',
      owner: '000000000000',
      logGroup: DIRECT,
      logStream: expect.any(String),
      subscriptionFilters: ['shop-service-ArrivedFilter'],
      logEvents: [{ id: expect.stringMatching(/^\d{56}$/), timestamp: expect.any(Number) }],
    });
    expect(JSON.parse(batch!.logEvents[0]!.message)).toEqual({
      notification: {
        messageId,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
      },
      delivery: {
        phoneCarrier: expect.any(String),
        destination: '+447700900123',
        priceInUSD: expect.any(Number),
        smsType: 'Transactional',
        providerResponse: 'Message has been accepted by phone carrier',
        dwellTimeMs: expect.any(Number),
      },
      status: 'SUCCESS',
    });
  });

  test('that fails is logged apart, whatever the sampling rate, and texts of one moment together', async () => {
    const running = await start(({ Texts }) => {
      const { Create } = Texts!.Properties;
      const rate = JSON.stringify(Create).replace('Rate\\":\\"100', 'Rate\\":\\"0');
      Texts!.Properties.Create = JSON.parse(rate);
    });
    running.receipts.decide(({ to }) =>
      to.endsWith('0')
        ? { outcome: 'delivered' }
        : { outcome: 'undelivered', reason: 'Phone number is opted out', afterMs: MINUTE },
    );
    for (const last of ['0', '1', '2']) await sendText(running, `+44770090010${last}`);
    await running.settled();
    running.clock.advance(MINUTE);
    await running.settled();
    const batches = handed(running);
    expect(batches.map(({ logGroup }) => logGroup)).toEqual([`${DIRECT}/Failure`]);
    expect(batches[0]?.logEvents.map(({ message }): unknown => JSON.parse(message))).toMatchObject(
      ['1', '2'].map((last) => ({
        delivery: {
          destination: `+44770090010${last}`,
          providerResponse: 'Phone number is opted out',
        },
        status: 'FAILURE',
      })),
    );
  });

  test('is handed over twice more when the function fails, and then dropped aloud', async () => {
    const running = await start();
    await sendText(running, '+447700900199');
    await running.settled();
    expect(handed(running)).toHaveLength(1);
    running.clock.advance(MINUTE);
    await running.settled();
    expect(handed(running)).toHaveLength(2);
    running.clock.advance(2 * MINUTE);
    await running.settled();
    expect(handed(running)).toHaveLength(3);
    expect(lines.at(-1)).toBe(`A batch of 1 from log group ${DIRECT} was dropped after 3 tries.`);
  });

  test.each([
    ['the role does not trust SNS', 'StatusRole', 'sns.amazonaws', 'sts:AssumeRole'],
    ['the role may make no stream', 'StatusRole', 'logs:CreateLogStream', 'logs:CreateLogStream'],
    ['the role may not write', 'StatusRole', 'logs:PutLogEvents', 'logs:PutLogEvents'],
    ['the group is none of the template’s', 'Arrived', 'PublishToPhone', 'logs:CreateLogGroup'],
    ['the function does not let the log', 'ArrivedPermission', 'logs.ama', 'lambda:InvokeFunction'],
  ])('is not heard of where %s', async (_what, id, text, action) => {
    const running = await start((resources) => {
      const properties = JSON.stringify(resources[id]!.Properties).replace(text, `x${text}`);
      resources[id]!.Properties = JSON.parse(properties) as Record<string, unknown>;
    });
    await sendText(running, '+447700900123');
    await running.settled();
    expect(handed(running)).toEqual([]);
    expect(running.refusals).toMatchObject([{ action }]);
  });
});

test.each([
  ['set the texts’ attributes', 'sns:SetSMSAttributes'],
  ['pass the role', 'iam:PassRole'],
])('a custom resource that may not %s stops the start', async (_what, action) => {
  const starting = start(({ TextsPolicy }) => {
    const { PolicyDocument } = TextsPolicy!.Properties;
    const changed = JSON.stringify(PolicyDocument).replace(action, 'sns:Publish');
    TextsPolicy!.Properties.PolicyDocument = JSON.parse(changed);
  });
  await expect(starting).rejects.toThrow(`Texts (Custom::AWS) could not be deployed: no statement`);
  await expect(starting).rejects.toThrow(action);
});

test('a stop does not wait for receipts still to come', async () => {
  const running = await start();
  running.receipts.decide(() => ({ outcome: 'delivered', afterMs: 100 * MINUTE }));
  await sendText(running, '+447700900123');
  await sendMail(running, 'ann@example.org');
  await running.stop();
  ends.pop();
  running.clock.advance(100 * MINUTE);
  expect(heard(running)).toEqual([]);
});

test.each<[string, string, string, object]>([
  ['an event SES does not have', 'SetToTopic', 'no event of SES', { event: 'read' }],
  ['a set that does not send', 'Set', 'SendingEnabled', { sends: false }],
  ['a filter that chooses', 'ArrivedFilter', 'FilterPattern', { FilterPattern: 'FAILURE' }],
  ['another call', 'Texts', 'calls S3 deleteBucket', { call: 'S3 deleteBucket' }],
  ['another setting of texts', 'Texts', 'UsageReportS3Bucket', { call: 'setting' }],
])('%s is refused at start', async (_what, id, sentence, change) => {
  const starting = start((resources) => {
    const { Properties } = resources[id]!;
    Object.assign(Properties, oddly(change, Properties));
  });
  await expect(starting).rejects.toThrow(sentence);
});

function oddly(change: object, properties: Record<string, unknown>): object {
  if ('event' in change) {
    const destination = properties.EventDestination as object;
    return { EventDestination: { ...destination, MatchingEventTypes: [change.event] } };
  }
  if ('sends' in change) return { SendingOptions: { SendingEnabled: change.sends } };
  if (!('call' in change)) return change;
  const [service, action] =
    change.call === 'setting'
      ? ['@aws-sdk/client-sns', 'SetSMSAttributes']
      : ['S3', 'deleteBucket'];
  const attributes = { UsageReportS3Bucket: 'bucket' };
  return { Update: JSON.stringify({ service, action, parameters: { attributes } }) };
}
