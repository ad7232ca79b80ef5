import { once } from 'node:events';
import { AwsError } from '../protocol/service.ts';
import type { Fault } from '../faults/faults.ts';
import type { MessageAttributes, Received } from './message.ts';
import type { Queue } from './queue.ts';
import type { SentMessage } from './requests.ts';
import { asked, md5, systemAttributes } from './wire.ts';

/** Puts one message into the queue. Throws InvalidParameterValue and MissingParameter as SQS does. */
export function send(queue: Queue, sent: SentMessage, senderId: string): object {
  const { fifo, contentBasedDeduplication, largestMessage, name } = queue.definition;
  const { MessageBody: body, MessageAttributes: attributes } = sent;
  if (sizeOf(body, attributes) > largestMessage) {
    throw invalid(
      `One or more parameters are invalid. Reason: Message must be shorter than ${largestMessage} bytes.`,
    );
  }
  if (fifo && sent.MessageGroupId === undefined) {
    throw new AwsError(
      'MissingParameter',
      'The request must contain the parameter MessageGroupId.',
    );
  }
  if (fifo && sent.MessageDeduplicationId === undefined && !contentBasedDeduplication) {
    throw invalid(
      `The queue ${name} should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly`,
    );
  }
  if (fifo && sent.DelaySeconds !== undefined) {
    throw invalid(
      'Value for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
    );
  }
  const message = queue.send({
    ...{ body, attributes, senderId, delaySeconds: sent.DelaySeconds },
    ...{ groupId: sent.MessageGroupId, deduplicationId: sent.MessageDeduplicationId },
  });
  const { sequenceNumber } = message;
  return {
    MessageId: message.id,
    MD5OfMessageBody: md5(body),
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
  };
}

/** What counts against the limit. */
export function sizeOf(body: string, attributes: MessageAttributes): number {
  const texts = Object.entries(attributes).flatMap(([name, value]) => [
    name,
    value.DataType,
    value.StringValue ?? value.BinaryValue ?? '',
  ]);
  return [body, ...texts].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** What a receiver asks for. */
export interface Wanted {
  MaxNumberOfMessages: number;
  VisibilityTimeout?: number | undefined;
  WaitTimeSeconds?: number | undefined;
  AttributeNames: readonly string[];
  MessageSystemAttributeNames: readonly string[];
  MessageAttributeNames: readonly string[];
}

/**
 * Receives, waiting for a first message as long as was asked; real seconds, as the caller's own patience is.
 * @param fault a copy of the first message, where one was ordered
 */
export async function receive(
  queue: Queue,
  wanted: Wanted,
  fault: Fault | undefined,
): Promise<object> {
  const { definition } = queue;
  const take = (): Received[] =>
    queue.receive(
      wanted.MaxNumberOfMessages,
      wanted.VisibilityTimeout ?? definition.visibilitySeconds,
      fault?.kind === 'duplicate' ? (fault.visibility ?? 'inside') : undefined,
    );
  const patience = AbortSignal.timeout((wanted.WaitTimeSeconds ?? definition.waitSeconds) * 1000);
  let received = take();
  while (received.length === 0 && !patience.aborted) {
    await visibleOrOver(queue, patience);
    received = take();
  }
  const Messages = received.map((each) => written(each, wanted));
  return Messages.length === 0 ? {} : { Messages };
}

async function visibleOrOver(queue: Queue, patience: AbortSignal): Promise<void> {
  const over = new AbortController();
  const forget = queue.onVisible(() => {
    over.abort();
  });
  const first = AbortSignal.any([patience, over.signal]);
  if (!first.aborted) await once(first, 'abort');
  forget();
}

function written(received: Received, wanted: Wanted): object {
  const { message, receipt } = received;
  const names = [...wanted.AttributeNames, ...wanted.MessageSystemAttributeNames];
  const attributes = asked(message.attributes, wanted.MessageAttributeNames);
  return {
    MessageId: message.id,
    ReceiptHandle: receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: asked(systemAttributes(received), names),
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes }),
  };
}

/** Changes how long a message in flight stays hidden. Throws MessageNotInflight. */
export function hide(queue: Queue, receipt: string, seconds: number): object {
  if (queue.hide(receipt, seconds)) return {};
  throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.');
}

/** Does each entry of a batch by itself: one that fails leaves the others be. */
export function eachOf<T extends { Id: string }>(
  entries: readonly T[],
  act: (entry: T) => object,
): { Successful: object[]; Failed: object[] } {
  const answer: { Successful: object[]; Failed: object[] } = { Successful: [], Failed: [] };
  for (const entry of entries) {
    try {
      answer.Successful.push({ Id: entry.Id, ...act(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code, message } = error;
      answer.Failed.push({ Id: entry.Id, Code: code, Message: message, SenderFault: true });
    }
  }
  return answer;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
