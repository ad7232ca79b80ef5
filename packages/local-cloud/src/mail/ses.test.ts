import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { startMessagingFixture } from '../topic/messaging.fixture.ts';
import type { MessagingFixture } from '../topic/messaging.fixture.ts';

let cloud: MessagingFixture;

beforeAll(async () => {
  cloud = await startMessagingFixture();
});
afterAll(() => cloud.stop());

const email = (FromEmailAddress = 'NHS Kent <registry@example.nhs.uk>', Html?: string) =>
  new SendEmailCommand({
    FromEmailAddress,
    Destination: { ToAddresses: ['manager@example.nhs.uk'] },
    Content: {
      Simple: {
        Subject: { Data: 'EMIS Web: critical' },
        Body: { Text: { Data: 'What we know: …' }, ...(Html && { Html: { Data: Html } }) },
      },
    },
  });

test('an email from the verified domain goes to the outbox', async () => {
  const sent = await cloud.as('deliver-email').ses.send(email(undefined, '<p>What we know</p>'));
  expect(sent.MessageId).toMatch(/./);
  expect(cloud.outbox.list()).toEqual([
    {
      ...{ at: expect.any(String), channel: 'email', to: 'manager@example.nhs.uk' },
      ...{ from: 'NHS Kent <registry@example.nhs.uk>', subject: 'EMIS Web: critical' },
      body: 'What we know: …',
    },
  ]);
});

test('only a verified sender, a permitted role and a free moment send', async () => {
  const { ses } = cloud.as('deliver-email');
  await expect(ses.send(email('registry@example.org'))).rejects.toMatchObject({
    name: 'MessageRejected',
    message: expect.stringContaining('EU-WEST-2: registry@example.org'),
  });
  await expect(cloud.as('nobody').ses.send(email())).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  cloud.faults.next({ service: 'ses', operation: 'SendEmail', kind: 'throttle' });
  await expect(ses.send(email())).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  expect(cloud.outbox.list()).toHaveLength(1);
});
