import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Subscription } from '../definitions/topic.ts';
import type { Faults } from '../faults/faults.ts';
import { AwsError } from '../protocol/service.ts';
import type { Message } from './message.ts';

/**
 * Puts a topic's message into a queue. It gives true once the queue has it, and false, with a
 * refusal on record, when the law forbids it or the queue does not exist.
 */
export type PutIntoQueue = (topicArn: string, queueArn: string, message: Message) => boolean;

/** Takes messages to a topic's subscribers. */
export interface FanOut {
  /** Gives the message's id once every queue that wants it has it. */
  publish(topicArn: string, message: Message): string;
  /** Resolves when no delivery that a fault holds back is left. */
  settled: () => Promise<void>;
}

interface FanOutInput {
  subscriptions: readonly Subscription[];
  put: PutIntoQueue;
  faults: Faults;
  log: (line: string) => void;
}

/**
 * More attributes than a queue's message may have: SNS drops such a raw message. Source: SNS
 * developer guide.
 */
const MOST_RAW_ATTRIBUTES = 10;

/**
 * Delivers before it answers, so that a message SNS has taken is in its queues whatever happens
 * next.
 */
export function createFanOut(input: FanOutInput): FanOut {
  const { subscriptions, faults, log } = input;
  const heldBack = new Set<Promise<void>>();

  /** Delivers under the fault that is due, if there is one. */
  function deliver(send: () => void): void {
    const fault = faults.take('sns', 'Deliver');
    if (fault?.kind === 'lose') return;
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
      for (const subscription of subscriptions) {
        if (subscription.topicArn !== topicArn || !subscription.accepts(message.attributes)) {
          continue;
        }
        deliver(() => {
          send(subscription, message, input);
        });
      }
      return randomUUID();
    },
    async settled() {
      while (heldBack.size > 0) await Promise.all(heldBack);
    },
  };
}

function send(
  { topicArn, queueArn, deadLetterArn }: Subscription,
  message: Message,
  { put, log }: FanOutInput,
): void {
  if (Object.keys(message.attributes).length > MOST_RAW_ATTRIBUTES) {
    log(
      `A message of ${topicArn} was dropped: ${queueArn} takes ${MOST_RAW_ATTRIBUTES} attributes.`,
    );
    return;
  }
  const queues = deadLetterArn === undefined ? [queueArn] : [queueArn, deadLetterArn];
  if (queues.some((queue) => put(topicArn, queue, message))) return;
  // AWS takes the message, says nothing to its publisher, and drops it.
  log(`A MESSAGE WAS DROPPED: ${topicArn} may not deliver to ${queueArn}.`);
}
