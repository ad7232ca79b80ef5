import * as z from 'zod';
import { AwsError } from '../protocol/service.ts';
import type { MessageAttributes } from '../queue/message.ts';
import { GroupId } from '../queue/message.ts';
import { listOf } from './form.ts';

/** A message as it was published. */
export interface Message {
  message: string;
  attributes: MessageAttributes;
  /** Goes on to queues, whose groups take turns. */
  groupId?: string | undefined;
}

/**
 * 256 KB: of one message with its attributes, and of a batch together. Source: SNS API reference,
 * Publish.
 */
export const MOST_BYTES = 262_144;

const Attribute = z.strictObject({
  Name: z
    .string()
    .max(256)
    .regex(/^[\w.-]+$/),
  Value: z.union([
    z.strictObject({
      DataType: z.enum(['String', 'Number', 'String.Array']),
      StringValue: z.string().min(1),
    }),
    z.strictObject({ DataType: z.literal('Binary'), BinaryValue: z.base64().min(1) }),
  ]),
});

/** The fields that Publish and an entry of PublishBatch share. */
export const MessageFields = {
  Message: z.string(),
  MessageAttributes: listOf(Attribute, 'entry').default([]),
  MessageGroupId: GroupId.optional(),
};

/**
 * The message of a Publish or of a batch's entry. Throws InvalidParameter or InvalidParameterValue
 * as SNS does.
 */
export function readMessage(fields: z.infer<z.ZodObject<typeof MessageFields>>): Message {
  const { Message: message, MessageAttributes: list, MessageGroupId: groupId } = fields;
  if (message === '') throw invalid('Empty message');
  const attributes = Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
  for (const [name, value] of Object.entries(attributes)) checkValue(name, value);
  const read = { message, attributes, groupId };
  if (bytesOf(read) > MOST_BYTES) throw invalid('Message too long');
  return read;
}

/** What counts against the limit: the message and its attributes' names, types and values. */
export function bytesOf({ message, attributes }: Message): number {
  const texts = Object.entries(attributes).flatMap(([name, value]) => [
    name,
    value.DataType,
    value.StringValue ?? value.BinaryValue ?? '',
  ]);
  return [message, ...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
}

const ArrayText = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]));

function checkValue(name: string, { DataType, StringValue = '' }: MessageAttributes[string]): void {
  const right =
    (DataType !== 'Number' || Number.isFinite(Number(StringValue))) &&
    (DataType !== 'String.Array' || ArrayText.safeParse(parseJson(StringValue)).success);
  if (right) return;
  throw new AwsError(
    'ParameterValueInvalid',
    `The message attribute '${name}' is no ${DataType}: ${StringValue}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
