import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { arnOf } from '../account/account.ts';
import { functionRole, startEndpointFixture } from '../endpoint/endpoint.fixture.ts';
import type { EndpointFixture } from '../endpoint/endpoint.fixture.ts';
import { createOutbox } from '../outbox/outbox.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { createSes } from './ses.ts';

const roles = [
  functionRole('mailer', {
    Effect: 'Allow',
    Action: 'ses:SendEmail',
    Resource: arnOf('ses', 'identity/example.org'),
  }),
  functionRole('nobody'),
];

let ground: EndpointFixture;
let outbox: Outbox;

beforeAll(async () => {
  ground = await startEndpointFixture(roles);
  const { endpoint, clock, court, faults } = ground;
  outbox = createOutbox(clock, undefined);
  endpoint.add('ses', createSes({ identities: ['example.org'], outbox, court, faults }));
});
afterAll(() => ground.endpoint.stop());

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
