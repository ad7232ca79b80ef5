import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { arnOf } from '../account/account.ts';
import { functionRole, startEndpointFixture } from '../endpoint/endpoint.fixture.ts';
import type { EndpointFixture } from '../endpoint/endpoint.fixture.ts';
import type { ConfigurationSet } from '../definitions/configuration-set.ts';
import { createOutbox } from '../outbox/outbox.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { createReceipts } from '../receipts/receipts.ts';
import type { ReceiptDesk } from '../receipts/receipts.ts';
import type { PublishToTopic } from '../topic/topic-door.ts';
import { createSes } from './ses.ts';

const roles = [
  functionRole('mailer', {
    Effect: 'Allow',
    Action: 'ses:SendEmail',
    Resource: [
      arnOf('ses', 'identity/example.org'),
      arnOf('ses', 'configuration-set/known'),
      arnOf('ses', 'configuration-set/gone'),
    ],
  }),
  functionRole('nobody'),
];

let ground: EndpointFixture;
let outbox: Outbox;
let receipts: ReceiptDesk;
/** What was published in SES's name. */
const published: { sourceArn: string; topicArn: string; record: unknown }[] = [];

const known: ConfigurationSet = {
  name: 'known',
  arn: arnOf('ses', 'configuration-set/known'),
  destinations: [
    { topicArn: 'one', eventTypes: ['Send', 'Delivery'] },
    { topicArn: 'two', eventTypes: ['Bounce', 'Complaint'] },
  ],
};

beforeAll(async () => {
  ground = await startEndpointFixture(roles);
  const { endpoint, clock, log } = ground;
  outbox = createOutbox(clock, undefined);
  receipts = createReceipts(clock, log);
  const publish: PublishToTopic = ({ sourceArn }, topicArn, message) => {
    published.push({ sourceArn, topicArn, record: JSON.parse(message) });
  };
  const configurationSets = [known];
  const identities = ['example.org'];
  endpoint.add(
    'ses',
    createSes({ ...ground, identities, configurationSets, outbox, receipts, publish }),
  );
});
afterAll(async () => {
  receipts.stop();
  await ground.endpoint.stop();
});

const as = (roleName: string) => new SESv2Client(ground.as(roleName));

const email = (FromEmailAddress = 'The shop <shop@example.org>', Html?: string) =>
  new SendEmailCommand({
    FromEmailAddress,
    Destination: { ToAddresses: ['manager@example.org'] },
    Content: {
      Simple: {
        Subject: { Data: 'Your order: sent' },
        Body: { Text: { Data: 'What we sent: …' }, ...(Html && { Html: { Data: Html } }) },
      },
    },
  });

test('an email from the verified domain goes to the outbox', async () => {
  const sent = await as('mailer').send(email(undefined, '<p>What we sent</p>'));
  expect(sent.MessageId).toMatch(/./);
  expect(outbox.list()).toEqual([
    {
      at: expect.any(String),
      channel: 'email',
      to: 'manager@example.org',
      from: 'The shop <shop@example.org>',
      subject: 'Your order: sent',
      body: 'What we sent: …',
    },
  ]);
});

test('only a verified sender, a permitted role and a free moment send', async () => {
  const ses = as('mailer');
  await expect(ses.send(email('shop@example.com'))).rejects.toMatchObject({
    name: 'MessageRejected',
    message: expect.stringContaining('EU-WEST-2: shop@example.com'),
  });
  await expect(as('nobody').send(email())).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  ground.faults.next({ service: 'ses', operation: 'SendEmail', kind: 'throttle' });
  await expect(ses.send(email())).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  expect(outbox.list()).toHaveLength(1);
});

/** An email that names a configuration set, to these addresses. */
const tracked = (ConfigurationSetName: string, ...ToAddresses: string[]) =>
  new SendEmailCommand({
    ...email().input,
    ConfigurationSetName,
    Destination: { ToAddresses },
    EmailTags: [{ Name: 'order', Value: '1' }],
  });

describe('a configuration set', () => {
  test('that is not there, or not permitted, sends nothing', async () => {
    const before = outbox.list().length;
    await expect(as('mailer').send(tracked('gone', 'a@example.org'))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Configuration set <gone> does not exist.',
    });
    await expect(as('mailer').send(tracked('other', 'a@example.org'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('configuration-set/other'),
    });
    expect(outbox.list()).toHaveLength(before);
  });

  test('tells each topic the events that it asks for, of each recipient', async () => {
    published.length = 0;
    const to = ['Ann <ann@example.org>', 'bounce+1@simulator.amazonses.com'];
    const { MessageId } = await as('mailer').send(tracked('known', ...to));
    ground.clock.advance(1000);
    const mail = expect.objectContaining({
      messageId: MessageId,
      source: 'The shop <shop@example.org>',
      sourceArn: arnOf('ses', 'identity/example.org'),
      destination: to,
      tags: expect.objectContaining({ order: ['1'], 'ses:configuration-set': ['known'] }),
    });
    expect(published.map(({ sourceArn }) => sourceArn)).toEqual(published.map(() => known.arn));
    expect(published).toMatchObject([
      { topicArn: 'one', record: { eventType: 'Send', mail, send: {} } },
      {
        topicArn: 'one',
        record: {
          eventType: 'Delivery',
          mail,
          delivery: {
            timestamp: expect.stringMatching(/Z$/),
            recipients: ['ann@example.org'],
            smtpResponse: expect.any(String),
          },
        },
      },
      {
        topicArn: 'two',
        record: {
          eventType: 'Bounce',
          mail,
          bounce: {
            bounceType: 'Permanent',
            bounceSubType: 'General',
            timestamp: expect.stringMatching(/Z$/),
            bouncedRecipients: [
              {
                emailAddress: to[1],
                status: '5.1.1',
                diagnosticCode: 'smtp; 550 5.1.1 user unknown',
              },
            ],
          },
        },
      },
    ]);
  });

  test('tells of a delivery before the complaint about it, and of a transient bounce', async () => {
    published.length = 0;
    receipts.decide(({ to }) =>
      to === 'full@example.org'
        ? {
            outcome: 'undelivered',
            reason: 'smtp; 452 4.2.2 mailbox full',
            permanent: false,
            subType: 'MailboxFull',
          }
        : undefined,
    );
    await as('mailer').send(tracked('known', 'complaint@simulator.amazonses.com'));
    await as('mailer').send(tracked('known', 'full@example.org'));
    ground.clock.advance(1000);
    expect(published.map(({ record }) => record)).toMatchObject([
      { eventType: 'Send' },
      { eventType: 'Send' },
      { eventType: 'Delivery' },
      {
        eventType: 'Complaint',
        complaint: {
          complainedRecipients: [{ emailAddress: 'complaint@simulator.amazonses.com' }],
        },
      },
      {
        eventType: 'Bounce',
        bounce: {
          bounceType: 'Transient',
          bounceSubType: 'MailboxFull',
          bouncedRecipients: [{ status: '4.2.2' }],
        },
      },
    ]);
  });
});
