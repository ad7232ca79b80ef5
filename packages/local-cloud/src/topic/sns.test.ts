import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  ListSubscriptionsByTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import type { MessageAttributeValue, SNSClient } from '@aws-sdk/client-sns';
import { ANNOUNCEMENTS, NEWS, queueArn, startMessagingFixture } from './messaging.fixture.ts';
import type { MessagingFixture } from './messaging.fixture.ts';

let cloud: MessagingFixture;
let sns: SNSClient;

beforeEach(async () => {
  cloud = await startMessagingFixture();
  sns = cloud.as('publisher');
});
afterEach(() => cloud.stop());

/** The attribute that says which channels a message goes by. */
function channels(...names: string[]): Record<string, MessageAttributeValue> {
  return { channels: { DataType: 'String.Array', StringValue: JSON.stringify(names) } };
}

const publish = (Message: string, ...names: string[]) =>
  sns.send(new PublishCommand({ TopicArn: NEWS, Message, MessageAttributes: channels(...names) }));

describe('publishing', () => {
  test('a message reaches the queues of its channels, raw, with its attributes', async () => {
    await publish('<both> & "quoted" £', 'sms', 'email');
    await publish('email alone', 'email');
    expect(cloud.bodies('sms')).toEqual(['<both> & "quoted" £']);
    expect(cloud.bodies('email')).toEqual(['<both> & "quoted" £', 'email alone']);
    expect(cloud.messages('sms')[0]?.attributes).toEqual(channels('sms', 'email'));
  });

  test('a message’s group goes on to the queues', async () => {
    const entry = { Message: 'm', MessageAttributes: channels('sms'), MessageGroupId: 'QZZ' };
    await sns.send(new PublishCommand({ TopicArn: NEWS, ...entry }));
    await sns.send(
      new PublishBatchCommand({
        TopicArn: NEWS,
        PublishBatchRequestEntries: [{ Id: 'one', ...entry }],
      }),
    );
    expect(cloud.messages('sms').map(({ groupId }) => groupId)).toEqual(['QZZ', 'QZZ']);
  });

  test('a batch fails entry by entry', async () => {
    cloud.faults.next({ service: 'sns', operation: 'PublishBatchEntry', kind: 'fail' });
    const entry = (Id: string, Message = Id) => ({
      Id,
      Message,
      MessageAttributes: channels('sms'),
    });
    const { Successful, Failed } = await sns.send(
      new PublishBatchCommand({
        TopicArn: NEWS,
        PublishBatchRequestEntries: [entry('one'), entry('two'), entry('empty', '')],
      }),
    );
    expect(Successful).toEqual([{ Id: 'two', MessageId: expect.any(String) }]);
    expect(Failed).toMatchObject([
      { Id: 'one', Code: 'InternalError', SenderFault: false },
      { Id: 'empty', Code: 'InvalidParameter', SenderFault: true },
    ]);
    expect(cloud.bodies('sms')).toEqual(['two']);
  });

  test.each([
    ['no entries', [], 'EmptyBatchRequestException'],
    [
      'eleven',
      Array.from({ length: 11 }, (_, at) => `${at}`),
      'TooManyEntriesInBatchRequestException',
    ],
    ['the same id twice', ['a', 'a'], 'BatchEntryIdsNotDistinctException'],
    ['a bad id', ['a b'], 'InvalidBatchEntryIdException'],
  ])('a batch with %s is refused', async (_what, ids, name) => {
    const PublishBatchRequestEntries = ids.map((Id) => ({ Id, Message: 'm' }));
    const sent = sns.send(new PublishBatchCommand({ TopicArn: NEWS, PublishBatchRequestEntries }));
    await expect(sent).rejects.toMatchObject({ name });
  });

  test('256 KB is the most, in one message and in a batch together', async () => {
    await expect(publish('x'.repeat(262_144))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const PublishBatchRequestEntries = ['a', 'b'].map((Id) => ({
      Id,
      Message: 'x'.repeat(140_000),
    }));
    await expect(
      sns.send(new PublishBatchCommand({ TopicArn: NEWS, PublishBatchRequestEntries })),
    ).rejects.toMatchObject({ name: 'BatchRequestTooLongException' });
  });

  test('a topic that is not in the template is not there', async () => {
    await expect(
      sns.send(new PublishCommand({ TopicArn: `${NEWS}2`, Message: 'm' })),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('faults duplicate, overtake and throttle', async () => {
    cloud.faults.next({ service: 'sns', operation: 'Deliver', kind: 'reorder', delayMs: 30 });
    cloud.faults.next({ service: 'sns', operation: 'Deliver', kind: 'duplicate' });
    await publish('first', 'sms');
    await publish('second', 'sms');
    await cloud.settled();
    expect(cloud.bodies('sms')).toEqual(['second', 'second', 'first']);
    cloud.faults.next({ service: 'sns', operation: 'Publish', kind: 'throttle' });
    await expect(publish('third', 'sms')).rejects.toMatchObject({ name: 'Throttling' });
  });
});

describe('the law', () => {
  test('a role without the permission publishes nothing', async () => {
    const sent = cloud.as('nobody').send(new PublishCommand({ TopicArn: NEWS, Message: 'm' }));
    await expect(sent).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  });

  test('a publisher needs the key of an encrypted topic', async () => {
    const sent = sns.send(new PublishCommand({ TopicArn: ANNOUNCEMENTS, Message: 'm' }));
    await expect(sent).rejects.toMatchObject({ name: 'KMSAccessDeniedException' });
  });

  test.each([
    ['closed', 'sqs:SendMessage'],
    ['locked', 'kms:GenerateDataKey'],
  ])(
    'a delivery that the %s queue’s policies do not allow is dropped aloud',
    async (name, action) => {
      await publish('lost', name);
      expect(cloud.bodies(name)).toEqual([]);
      expect(cloud.refusals.at(-1)).toMatchObject({ caller: 'sns.amazonaws.com', action });
      expect(cloud.lines.at(-1)).toContain(`may not deliver to ${queueArn(name)}`);
    },
  );
});

describe('texts', () => {
  const text = (PhoneNumber: string, Message = 'Your order is late', sender = 'TheShop') => {
    const MessageAttributes = {
      'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: sender },
    };
    const texter = cloud.as('texter');
    return texter.send(new PublishCommand({ PhoneNumber, Message, MessageAttributes }));
  };

  test('go to the outbox from a role that may publish to no topic', async () => {
    await text('+447700900123');
    expect(cloud.outbox.list().at(-1)).toEqual({
      at: expect.any(String),
      channel: 'sms',
      to: '+447700900123',
      from: 'TheShop',
      body: 'Your order is late',
    });
    const published = cloud.as('texter').send(new PublishCommand({ TopicArn: NEWS, Message: 'm' }));
    await expect(published).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  });

  test.each([
    ['a number not in E.164', ['07700 900123']],
    ['1,601 characters', ['+447700900123', 'x'.repeat(1601)]],
    ['a sender id with a space', ['+447700900123', 'm', 'The shop']],
  ] as const)('%s is refused', async (_what, [number, message, sender]) => {
    await expect(text(number, message, sender)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

test('calls other than publishing are not known', async () => {
  const refusal = {
    name: 'InvalidAction',
    message: expect.stringContaining("The local cloud's SNS does not know"),
  };
  const list = new ListSubscriptionsByTopicCommand({ TopicArn: NEWS });
  await expect(sns.send(list)).rejects.toMatchObject(refusal);
  const subscribe = new SubscribeCommand({ TopicArn: NEWS, Protocol: 'email' });
  await expect(sns.send(subscribe)).rejects.toMatchObject(refusal);
});
