import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { tellingPermanent } from './permanent-failure.ts';

/** Sends to people. */
export type Sender = ReturnType<typeof createSender>;

/**
 * Makes a sender with the function's own credentials. `smsSenderId` is what a phone shows as sender
 * (11 characters at most); `emailFrom` an address of a verified identity; `emailReceipts` the
 * configuration set by which SES tells what became of an email. Sending throws
 * `PermanentFailure` when no repetition would help.
 */
export function createSender({
  smsSenderId,
  emailFrom,
  emailReceipts,
}: {
  smsSenderId: string | undefined;
  emailFrom: string | undefined;
  emailReceipts: string | undefined;
}) {
  const sns = new SNSClient({});
  const ses = new SESv2Client({});
  const attribute = (value: string) => ({ DataType: 'String', StringValue: value });
  const smsAttributes = {
    'AWS.SNS.SMS.SMSType': attribute('Transactional'),
    ...(smsSenderId ? { 'AWS.SNS.SMS.SenderID': attribute(smsSenderId) } : {}),
  };

  return {
    /** Texts a mobile number (E.164). */
    async sms(to: string, text: string): Promise<{ providerId: string }> {
      const { MessageId: providerId } = await tellingPermanent(() =>
        sns.send(
          new PublishCommand({ PhoneNumber: to, Message: text, MessageAttributes: smsAttributes }),
        ),
      );
      return { providerId: providerId ?? '' };
    },

    /** Emails an address, in plain text. */
    async email(to: string, subject: string, text: string): Promise<{ providerId: string }> {
      if (emailFrom === undefined) throw new Error('EMAIL_FROM should name who sends email');
      const { MessageId: providerId } = await tellingPermanent(() =>
        ses.send(
          new SendEmailCommand({
            FromEmailAddress: emailFrom,
            ConfigurationSetName: emailReceipts,
            Destination: { ToAddresses: [to] },
            Content: {
              Simple: {
                Subject: { Data: subject, Charset: 'UTF-8' },
                Body: { Text: { Data: text, Charset: 'UTF-8' } },
              },
            },
          }),
        ),
      );
      return { providerId: providerId ?? '' };
    },
  };
}
