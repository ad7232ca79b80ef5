import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AlertMessage, IcbCode } from '@registry/domain';
import { createMessenger, createQueue, createSender, PermanentFailure } from './index.ts';

/**
 * A provider that answers as told, and remembers what it was asked: the real clients speak to it.
 */
const provider = { asked: [] as string[], status: 200, answer: (_body: string): string => '' };
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      provider.asked.push(decodeURIComponent(body));
      response.writeHead(provider.status).end(provider.answer(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${address.port}`,
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'example',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_MAX_ATTEMPTS: '1',
  });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  Object.assign(provider, { asked: [], status: 200 });
});

const snsAnswer = (action: string, result: string): string =>
  `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
const badNumber = 'Invalid parameter: PhoneNumber Reason: +447700900123 is not valid to publish to';
const snsError = (code: string, message = badNumber): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

const alert = (update: number) => ({
  message: AlertMessage.parse({
    icb: 'QZZ',
    outage: '01J35XW5F0000000000000000A',
    update,
    odsCode: 'A99001',
  }),
  channels: ['sms' as const, 'email' as const],
  group: 'QZZ.critical',
});

describe('topics', () => {
  test('publishes by tens, for the queues of the channels, and tells what was not taken', async () => {
    provider.answer = () =>
      snsAnswer(
        'PublishBatch',
        '<Failed><member><Id>2</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member></Failed>',
      );
    const alerts = Array.from({ length: 13 }, (_, index) => alert(index + 1));
    const { failed } = await createMessenger().publishAlerts('arn:aws:sns:x', alerts);
    expect(failed.map(({ update }) => update)).toEqual([3, 13]);
    expect(provider.asked).toHaveLength(2);
    expect(provider.asked[0]).toContain('.Value.DataType=String.Array');
    expect(provider.asked[0]).toContain('.Value.StringValue=["sms","email"]');
    expect(provider.asked[0]).toContain('.MessageGroupId=QZZ.critical');
  });

  test('announces with the ICB to filter on', async () => {
    provider.answer = () => snsAnswer('Publish', '<MessageId>one</MessageId>');
    await createMessenger().announce('arn:aws:sns:x', IcbCode.parse('QZZ'), { hit: 3 });
    expect(provider.asked[0]).toContain('Message={"hit":3}');
    expect(provider.asked[0]).toContain('.Name=icb');
  });
});

describe('queues', () => {
  const queue = () => createQueue(`${process.env['AWS_ENDPOINT_URL']}/000000000000/work`);
  const work = Array.from({ length: 12 }, (_, index) => ({ body: { index }, group: `Q${index}` }));
  const entriesOf = (body: string) =>
    (JSON.parse(body) as { Entries: { Id: string; MessageBody: string }[] }).Entries;
  const taken = (body: string) =>
    entriesOf(body).map(({ Id, MessageBody }) => ({
      Id,
      MessageId: Id,
      MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
    }));

  test('takes messages by tens, each in its group', async () => {
    provider.answer = (body) => JSON.stringify({ Successful: taken(body) });
    await queue().send(work);
    const sent = provider.asked.map(entriesOf).sort((a, b) => b.length - a.length);
    expect(sent.map(({ length }) => length)).toEqual([10, 2]);
    expect(sent[0]?.[3]).toEqual({ Id: '3', MessageBody: '{"index":3}', MessageGroupId: 'Q3' });
  });

  test('says how many it did not take', async () => {
    const Failed = [{ Id: '0', Code: 'InternalError', SenderFault: false }];
    provider.answer = (body) => JSON.stringify({ Successful: taken(body).slice(1), Failed });
    await expect(queue().send(work)).rejects.toThrow('2 of 12 messages');
  });
});

describe('people', () => {
  const sender = () =>
    createSender({
      smsSenderId: 'NHSExample',
      emailFrom: 'a@example.nhs.uk',
      emailReceipts: undefined,
    });

  test('texts as transactional, with who sends it', async () => {
    provider.answer = () => snsAnswer('Publish', '<MessageId>one</MessageId>');
    expect(await sender().sms('+447700900123', 'Hello')).toEqual({ providerId: 'one' });
    expect(provider.asked[0]).toContain('PhoneNumber=+447700900123');
    expect(provider.asked[0]).toContain('StringValue=Transactional');
    expect(provider.asked[0]).toContain('StringValue=NHSExample');
  });

  test('emails in plain text', async () => {
    provider.answer = () => '{"MessageId":"two"}';
    expect(await sender().email('sam@example.org', 'Subject', 'Body')).toEqual({
      providerId: 'two',
    });
    expect(JSON.parse(provider.asked[0]!)).toMatchObject({
      FromEmailAddress: 'a@example.nhs.uk',
      Destination: { ToAddresses: ['sam@example.org'] },
      Content: { Simple: { Subject: { Data: 'Subject' }, Body: { Text: { Data: 'Body' } } } },
    });
  });

  test.each(['InvalidParameter', 'OptedOut'])(
    '%s will not pass, and is told without the number',
    async (code) => {
      Object.assign(provider, { status: 400, answer: () => snsError(code) });
      const failure = sender().sms('+447700900123', 'Hello');
      await expect(failure).rejects.toBeInstanceOf(PermanentFailure);
      await expect(failure).rejects.toMatchObject({ ofAddress: true });
      await expect(failure).rejects.not.toThrow('7700');
    },
  );

  test.each(['Throttled', 'InternalError', 'AuthorizationError'])('%s may pass', async (code) => {
    Object.assign(provider, { status: 400, answer: () => snsError(code) });
    await expect(sender().sms('+447700900123', 'Hello')).rejects.not.toBeInstanceOf(
      PermanentFailure,
    );
  });

  test.each([
    [
      'sms',
      'a sender ID that is not registered',
      () => snsError('InvalidParameter', 'Invalid parameter: SenderId is not valid'),
    ],
    [
      'email',
      'a sender who is not verified',
      () =>
        JSON.stringify({
          __type: 'MessageRejected',
          message:
            'Email address is not verified. The following identities failed the check: a@b.uk',
        }),
    ],
  ] as const)('%s: %s is the account’s fault, and may pass', async (channel, _, answer) => {
    Object.assign(provider, { status: 400, answer });
    const sent =
      channel === 'sms'
        ? sender().sms('+447700900123', 'Hello')
        : sender().email('sam@example.org', 'S', 'B');
    await expect(sent).rejects.not.toBeInstanceOf(PermanentFailure);
  });

  test('a message that SES rejects will not pass', async () => {
    Object.assign(provider, { status: 400, answer: () => '{"__type":"MessageRejected"}' });
    const failure = sender().email('sam@example.org', 'S', 'B');
    await expect(failure).rejects.toBeInstanceOf(PermanentFailure);
    await expect(failure).rejects.toMatchObject({ ofAddress: false });
  });
});
