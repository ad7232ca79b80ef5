import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock/clock.ts';
import { AwsError } from '../protocol/service.ts';
import type { Faults } from '../faults/faults.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Message, MessageAttributes } from './message.ts';
import type { Subscription } from './subscriptions.ts';

/**
 * Puts a topic's message into a queue; true once it is kept there, false when the law or the queue's absence forbids
 * it, which is then on record.
 */
export type PutIntoQueue = (
  topicArn: string,
  queueArn: string,
  body: string,
  attributes: MessageAttributes,
) => boolean;

/** Takes messages to a topic's subscribers. */
export interface FanOut {
  /** Gives the message's id once every queue that wants it has it. */
  publish(topicArn: string, message: Message): string;
  /** Resolves when no delivery that a fault holds back is left. */
  settled: () => Promise<void>;
}

interface FanOutInput {
  subscriptionsOf: (topicArn: string) => readonly Subscription[];
  put: PutIntoQueue;
  outbox: Outbox;
  faults: Faults;
  clock: Clock;
  log: (line: string) => void;
}

/** More attributes than a queue's message may have: SNS drops such a raw message. Source: SNS developer guide. */
const MOST_RAW_ATTRIBUTES = 10;

/** Delivers before it answers, so that a message SNS has taken is in its queues whatever happens next. */
export function createFanOut(input: FanOutInput): FanOut {
  const { subscriptionsOf, faults, clock, log } = input;
  const heldBack = new Set<Promise<void>>();

  /** Under the fault due to this delivery, if there is one. */
  function deliver(send: () => void): void {
    const fault = faults.take('sns', 'Deliver');
    if (fault?.kind === 'reorder') sendLater(send, fault.delayMs ?? 100);
    else if (fault === undefined || fault.kind === 'duplicate') send();
    else throw new AwsError('InternalError', `sns Deliver knows no fault ${fault.kind}.`, 500);
    if (fault?.kind === 'duplicate') send();
  }

  function sendLater(send: () => void, delayMs: number): void {
    const later = setTimeout(delayMs)
      .then(send)
      .catch((error: unknown) => {
        log(`A delivery held back by a fault was lost: ${String(error)}`);
      })
      .finally(() => heldBack.delete(later));
    heldBack.add(later);
  }

  return {
    publish(topicArn, message) {
      const id = randomUUID();
      const at = new Date(clock.now()).toISOString();
      for (const subscription of subscriptionsOf(topicArn)) {
        if (subscription.pending !== undefined || !subscription.accepts(message.attributes)) {
          continue;
        }
        const body = subscription.raw ? message.message : envelope(id, topicArn, at, message);
        deliver(() => {
          send(subscription, message, body, input);
        });
      }
      return id;
    },
    async settled() {
      while (heldBack.size > 0) await Promise.all(heldBack);
    },
  };
}

function send(
  subscription: Subscription,
  { message, subject, attributes }: Message,
  body: string,
  { put, outbox, log }: FanOutInput,
): void {
  const { protocol, endpoint, topicArn, raw, deadLetterArn } = subscription;
  if (protocol === 'https') {
    outbox.add({ channel: 'https', to: endpoint, body });
    return;
  }
  if (protocol === 'email') {
    const about = subject ?? 'AWS Notification Message';
    outbox.add({ channel: 'email', to: endpoint, subject: about, body: message });
    return;
  }
  if (raw && Object.keys(attributes).length > MOST_RAW_ATTRIBUTES) {
    log(
      `A message of ${topicArn} was dropped: ${endpoint} takes ${MOST_RAW_ATTRIBUTES} attributes.`,
    );
    return;
  }
  const queues = deadLetterArn === undefined ? [endpoint] : [endpoint, deadLetterArn];
  if (queues.some((queue) => put(topicArn, queue, body, raw ? attributes : {}))) return;
  // AWS takes the message, says nothing to its publisher, and drops it.
  log(`A MESSAGE WAS DROPPED: ${topicArn} may not deliver to ${endpoint}.`);
}

/** The JSON around a message that is not delivered raw. Unsigned: there is nobody here to verify against. */
function envelope(
  id: string,
  topicArn: string,
  at: string,
  { message, subject, attributes }: Message,
): string {
  const listed = new Map(
    Object.entries(attributes).map(([name, value]) => [
      name,
      { Type: value.DataType, Value: value.StringValue ?? value.BinaryValue },
    ]),
  );
  return JSON.stringify({
    ...{ Type: 'Notification', MessageId: id, TopicArn: topicArn },
    ...(subject === undefined ? {} : { Subject: subject }),
    ...{ Message: message, Timestamp: at },
    ...(listed.size === 0 ? {} : { MessageAttributes: Object.fromEntries(listed) }),
  });
}
