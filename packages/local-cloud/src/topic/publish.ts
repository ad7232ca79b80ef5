import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Topic } from '../definitions/topic.ts';
import type { Faults } from '../faults/faults.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import type { Elements } from '../protocol/query.ts';
import { checkEntryIds } from '../protocol/batch.ts';
import { AwsError } from '../protocol/service.ts';
import type { DeliveryStatus } from './delivery-status.ts';
import type { FanOut } from './fan-out.ts';
import { listOf, readInput } from './form.ts';
import type { TopicLaw } from './law.ts';
import { bytesOf, MessageFields, MOST_BYTES, readMessage } from './message.ts';
import type { Message } from './message.ts';
import type { TextSettings } from './text-settings.ts';

/** An operation that the law has allowed, ready to be done. */
export type Act = () => Elements;

/** What publishing takes. */
export interface PublishInput {
  /** Throws NotFound. */
  topicOf: (arn: string) => Topic;
  law: TopicLaw;
  fanOut: FanOut;
  outbox: Outbox;
  faults: Faults;
  status: DeliveryStatus;
  textSettings: TextSettings;
}

const Publish = z.union([
  z.strictObject({ TopicArn: z.string(), ...MessageFields }),
  z.strictObject({ PhoneNumber: z.string(), ...MessageFields }),
]);

/** Publish, to a topic or to a telephone number. */
export function preparePublish(form: unknown, caller: RolePrincipal, input: PublishInput): Act {
  const asked = readInput(Publish, form);
  const message = readMessage(asked);
  if ('PhoneNumber' in asked) return prepareText(asked.PhoneNumber, message, caller, input);
  const topic = input.topicOf(asked.TopicArn);
  input.law.judgePublish(topic, caller);
  return () => ({ MessageId: input.fanOut.publish(topic.arn, message) });
}

/** Longest text, in characters: ten parts. Source: SNS API reference, Publish. */
const LONGEST_TEXT = 1600;

function prepareText(
  number: string,
  { message, attributes }: Message,
  caller: RolePrincipal,
  { law, outbox, faults, status, textSettings }: PublishInput,
): Act {
  law.judgeText(caller);
  if (!/^\+[1-9]\d{6,14}$/.test(number)) {
    throw invalid(`PhoneNumber Reason: ${number} is not valid to publish to`);
  }
  if (message.length > LONGEST_TEXT) throw invalid('Message too long');
  const from = attributes['AWS.SNS.SMS.SenderID']?.StringValue;
  if (from !== undefined && !/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/.test(from)) {
    throw invalid(`AWS.SNS.SMS.SenderID: ${from} should be 1 to 11 letters and digits`);
  }
  const smsType = readTextType(attributes);
  return () => {
    failText(faults);
    const sender = from ?? textSettings.attributes.DefaultSenderID;
    const messageId = randomUUID();
    outbox.add({
      channel: 'sms',
      to: number,
      ...(sender !== undefined && { from: sender }),
      body: message,
    });
    status.accepted({ messageId, to: number, smsType });
    return { MessageId: messageId };
  };
}

/** The text's own type, where it brings one. Source: SNS developer guide, "SMS preferences". */
function readTextType(attributes: Message['attributes']): string | undefined {
  const type = attributes['AWS.SNS.SMS.SMSType']?.StringValue;
  if (type === undefined || type === 'Promotional' || type === 'Transactional') return type;
  throw invalid(`AWS.SNS.SMS.SMSType: ${type} is neither Promotional nor Transactional`);
}

/** Faults of the operation `Text` strike texts alone; those of `Publish` strike topics as well. */
function failText(faults: Faults): void {
  const fault = faults.take('sns', 'Text');
  if (fault?.kind === 'throttle') throw new AwsError('Throttling', 'Rate exceeded');
  if (fault?.kind === 'reject') throw invalid('PhoneNumber Reason: it is opted out');
  if (fault) throw new AwsError('InternalError', `sns Text knows no fault ${fault.kind}.`, 500);
}

const Entry = z.strictObject({ Id: z.string(), ...MessageFields });
const PublishBatch = z.strictObject({
  TopicArn: z.string(),
  PublishBatchRequestEntries: listOf(Entry, 'member'),
});

/**
 * PublishBatch. Each entry succeeds or fails for itself; faults of the operation
 * `PublishBatchEntry` strike one entry.
 */
export function prepareBatch(form: unknown, caller: RolePrincipal, input: PublishInput): Act {
  const { TopicArn, PublishBatchRequestEntries: entries } = readInput(PublishBatch, form);
  const topic = input.topicOf(TopicArn);
  input.law.judgePublish(topic, caller);
  checkBatch(entries);
  return () => {
    const successful: Elements[] = [];
    const failed: Elements[] = [];
    for (const entry of entries) {
      try {
        const message = readMessage(entry);
        failAsOrdered(input.faults);
        const MessageId = input.fanOut.publish(topic.arn, message);
        successful.push({ Id: entry.Id, MessageId });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const SenderFault = String(error.status < 500);
        failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault });
      }
    }
    return { Successful: { member: successful }, Failed: { member: failed } };
  };
}

function failAsOrdered(faults: Faults): void {
  const fault = faults.take('sns', 'PublishBatchEntry');
  if (fault !== undefined) throw new AwsError('InternalError', 'Ordered by a fault.', 500);
}

/** Limits of a batch as a whole. Source: SNS API reference, PublishBatch. */
function checkBatch(entries: readonly z.infer<typeof Entry>[]): void {
  const ids = entries.map(({ Id }) => Id);
  if (ids.length === 0) throw new AwsError('EmptyBatchRequest', 'The batch has no entries.');
  checkEntryIds(ids);
  const sizes = entries.map(({ Message, MessageAttributes }) =>
    bytesOf({
      message: Message,
      attributes: Object.fromEntries(MessageAttributes.map(({ Name, Value }) => [Name, Value])),
    }),
  );
  if (sizes.reduce((sum, size) => sum + size, 0) > MOST_BYTES) {
    throw new AwsError('BatchRequestTooLong', 'The batch is longer than 262144 bytes.');
  }
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
}
