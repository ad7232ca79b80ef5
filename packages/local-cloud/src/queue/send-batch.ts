import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { RolePrincipal } from '../policy/policy.ts';
import { checkEntryIds } from '../protocol/batch.ts';
import { AwsError } from '../protocol/service.ts';
import { GroupId } from './message.ts';
import { openQueue, readRequest } from './call.ts';
import type { SqsInput } from './call.ts';
import type { Queue } from './queue.ts';

/** 1 MiB, of a batch together. Source: SQS developer guide, "Message quotas". */
const MOST_BYTES = 1_048_576;

/** What SQS allows in a body: XML's characters. Source: SQS API reference, SendMessage. */
const BODY = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]+$/u;

const Entry = z.strictObject({
  Id: z.string(),
  MessageBody: z.string().min(1),
  MessageGroupId: GroupId.optional(),
});
type Entry = z.infer<typeof Entry>;

const SendBatch = z.strictObject({ QueueUrl: z.string(), Entries: z.array(Entry) });

/**
 * Puts each message into the queue by itself: one that is refused leaves the others be. It takes
 * the permission SendMessage. Throws as `openQueue`, and for a batch that is refused as a whole.
 */
export function prepareSendBatch(
  body: Buffer,
  caller: RolePrincipal,
  input: SqsInput,
): () => object {
  const { QueueUrl, Entries } = readRequest(SendBatch, body);
  const queue = openQueue(QueueUrl, 'SendMessage', caller, input);
  checkBatch(Entries);
  return () => {
    const isGood = ({ MessageBody }: Entry): boolean => BODY.test(MessageBody);
    return {
      Successful: Entries.filter(isGood).map((entry) => send(queue, entry, caller)),
      Failed: Entries.filter((entry) => !isGood(entry)).map(({ Id }) => ({
        Id,
        Code: 'InvalidMessageContents',
        Message: 'The message contains characters outside the allowed set.',
        SenderFault: true,
      })),
    };
  };
}

function send(
  queue: Queue,
  { Id, MessageBody: body, MessageGroupId: groupId }: Entry,
  { sessionArn: senderId }: RolePrincipal,
): object {
  const MessageId = queue.send({ body, attributes: {}, senderId, groupId });
  return { Id, MessageId, MD5OfMessageBody: createHash('md5').update(body).digest('hex') };
}

/** Limits of a batch as a whole. Source: SQS API reference, SendMessageBatch. */
function checkBatch(entries: readonly Entry[]): void {
  const ids = entries.map(({ Id }) => Id);
  if (ids.length === 0) {
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  checkEntryIds(ids);
  const bytes = entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
  if (bytes > MOST_BYTES) {
    throw new AwsError('BatchRequestTooLong', `The batch is longer than ${MOST_BYTES} bytes.`);
  }
}
