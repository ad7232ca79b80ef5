import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { emailReceiptIn, textReceiptsIn } from './index.ts';

const address = 'sam@example.nhs.uk';
const number = '+447700900123';
const at = '2026-11-20T10:00:02.000Z';

describe('a log of texts', () => {
  /** A line as the SNS developer guide shows it. */
  const line = (status: string, providerResponse?: string) => ({
    notification: {
      messageId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf',
      timestamp: '2026-11-20 10:00:00.558',
    },
    delivery: {
      phoneCarrier: 'My Phone Carrier',
      mnc: 270,
      numberOfMessageParts: 1,
      destination: number,
      priceInUSD: 0.00645,
      smsType: 'Transactional',
      mcc: 310,
      providerResponse,
      dwellTimeMs: 599,
      dwellTimeMsUntilDeviceAck: 1344,
    },
    status,
  });
  /** An event as CloudWatch Logs hands it over. */
  const eventOf = (lines: readonly (object | string)[], messageType = 'DATA_MESSAGE') => {
    const logEvents = lines.map((each, index) => ({
      id: `3195310660696698337880902507980421114328961542429EXAMPLE${index}`,
      timestamp: Date.parse(at) + index * 1000,
      message: typeof each === 'string' ? each : JSON.stringify(each),
    }));
    const data = {
      messageType,
      owner: '123456789012',
      logGroup: 'sns/eu-west-2/123456789012/DirectPublishToPhoneNumber',
      logStream: 'one',
      subscriptionFilters: ['Receipts'],
      logEvents,
    };
    return { awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') } };
  };
  const receipt = {
    channel: 'sms',
    providerId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf',
    at,
    failure: undefined,
  };

  test('says what was delivered, and when the line was written', () => {
    const delivered = line('SUCCESS', 'Message has been accepted by phone carrier');
    expect(textReceiptsIn(eventOf([delivered]))).toEqual([receipt]);
  });

  test('says what was not, and why, in words without the number', () => {
    const lines = [
      line('FAILURE', 'Phone number is opted out'),
      line('FAILURE', `Unknown error attempting to reach phone ${number}`),
      line('FAILURE'),
    ];
    const receipts = textReceiptsIn(eventOf(lines));
    const failure = { whose: 'passing', reason: 'The network did not deliver it' };
    expect(receipts).toEqual([
      {
        ...receipt,
        failure: { whose: 'contact', reason: 'The holder has opted out of messages' },
      },
      { ...receipt, at: '2026-11-20T10:00:03.000Z', failure },
      { ...receipt, at: '2026-11-20T10:00:04.000Z', failure },
    ]);
    expect(JSON.stringify(receipts)).not.toContain('7700');
  });

  test('may hold lines that are no receipts, which cost no other', () => {
    const lines = ['not JSON', '{"status":"SUCCESS"}', line('PENDING'), line('SUCCESS')];
    expect(textReceiptsIn(eventOf(lines))).toEqual([
      { ...receipt, at: '2026-11-20T10:00:05.000Z' },
    ]);
  });

  test('that is tried with a first message holds none', () => {
    const trial = eventOf(['CWL CONTROL MESSAGE: Checking health'], 'CONTROL_MESSAGE');
    expect(textReceiptsIn(trial)).toEqual([]);
  });

  test.each([
    ['an event of a queue', { Records: [{ messageId: 'a', body: '{}' }] }],
    ['an empty event', {}],
    ['no event', undefined],
  ])('is not %s', (_, event) => {
    expect(textReceiptsIn(event)).toBeUndefined();
  });

  test('that cannot be unpacked is thrown, so that it is tried again', () => {
    expect(() => textReceiptsIn({ awslogs: { data: 'bm90IHBhY2tlZA==' } })).toThrow('header');
  });
});

describe('an event of an email', () => {
  const messageId = 'EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000';
  /** An event as the SES developer guide shows it. */
  const event = (eventType: string, what: object = {}) =>
    JSON.stringify({
      eventType,
      mail: {
        timestamp: '2026-11-20T10:00:00.012Z',
        source: 'NHS Example <alerts@example.nhs.uk>',
        sourceArn: 'arn:aws:ses:eu-west-2:123456789012:identity/example.nhs.uk',
        sendingAccountId: '123456789012',
        messageId,
        destination: [address],
        headersTruncated: false,
        headers: [{ name: 'To', value: address }],
        commonHeaders: { to: [address], messageId },
        tags: { 'ses:configuration-set': ['ConfigSet'] },
      },
      ...what,
    });
  const bounce = (bounceType: string, bounceSubType: string) =>
    event('Bounce', {
      bounce: {
        bounceType,
        bounceSubType,
        bouncedRecipients: [
          {
            emailAddress: address,
            action: 'failed',
            status: '5.1.1',
            diagnosticCode: `smtp; 550 5.1.1 <${address}>: user unknown`,
          },
        ],
        timestamp: at,
        feedbackId: '01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000',
        reportingMTA: 'dsn; mta.example.com',
      },
    });
  const receipt = { channel: 'email', providerId: messageId, at, failure: undefined };

  test('says that it was delivered, and when', () => {
    const delivery = {
      timestamp: at,
      processingTimeMillis: 1988,
      recipients: [address],
      smtpResponse: '250 2.6.0 Message received',
      remoteMtaIp: '192.0.2.1',
      reportingMTA: 'mta.example.com',
    };
    expect(emailReceiptIn(event('Delivery', { delivery }))).toEqual(receipt);
  });

  test('says that it bounced, and why, in words without the address', () => {
    expect(emailReceiptIn(bounce('Permanent', 'General'))).toEqual({
      ...receipt,
      failure: {
        whose: 'contact',
        reason: 'There is no such mailbox, or it takes none of our emails',
      },
    });
    expect(JSON.stringify(emailReceiptIn(bounce('Transient', 'MailboxFull')))).not.toContain('@');
  });

  test('says that whoever got it marked it as unwanted', () => {
    const complaint = {
      complainedRecipients: [{ emailAddress: address }],
      timestamp: at,
      feedbackId: '01000157c44f6b7e-e2b8ff0f-example-000000',
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: at,
    };
    expect(emailReceiptIn(event('Complaint', { complaint }))).toEqual({
      ...receipt,
      failure: { whose: 'contact', reason: 'They marked our message as unwanted' },
    });
  });

  test('says that SES rejected it, which has no moment but when it was sent', () => {
    expect(emailReceiptIn(event('Reject', { reject: { reason: 'Bad content' } }))).toEqual({
      ...receipt,
      at: '2026-11-20T10:00:00.012Z',
      failure: { whose: 'passing', reason: 'The provider rejected this message' },
    });
  });

  test.each(['Send', 'DeliveryDelay', 'Open', 'Click', 'Rendering Failure', 'Subscription'])(
    '%s says nothing final',
    (eventType) => {
      expect(emailReceiptIn(event(eventType))).toBeUndefined();
    },
  );

  test.each([
    ['what SNS says when the topic is joined', 'Successfully validated SNS topic for Amazon SES'],
    ['an event of another kind', '{"notificationType":"Delivery"}'],
    ['nothing', ''],
    ['one of no moment', event('Delivery', { delivery: { timestamp: 'yesterday' } })],
  ])('is not %s', (_, body) => {
    expect(emailReceiptIn(body)).toBeUndefined();
  });
});
