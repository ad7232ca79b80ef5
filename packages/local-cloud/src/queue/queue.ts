import { randomUUID } from 'node:crypto';
import { createAlarm } from '../clock/alarm.ts';
import type { Clock } from '../clock/clock.ts';
import type { QueueDefinition } from '../definitions/queue.ts';
import type { Journal } from './journal.ts';
import { createMailbox } from './mailbox.ts';
import type { Depth, Message, MessageAttributes, Received } from './message.ts';

/** What a sender gives. */
interface Letter {
  body: string;
  attributes: MessageAttributes;
  senderId: string;
  groupId?: string | undefined;
}

/**
 * One of the template's queues: what it is and what can be done to it. Nothing here asks the law.
 */
export interface Queue {
  definition: QueueDefinition;
  /**
   * Keeps the message before it returns, and gives its id; it is visible once the queue's delay has
   * passed.
   */
  send(letter: Letter): string;
  /** Fills the queue with what the journal kept of it. */
  restore(messages: readonly Message[]): void;
  /** Takes a message in as it is, visible at once. */
  accept(message: Message): void;
  /**
   * Hands out up to `limit` messages and hides them for so many seconds.
   * @param copy the first is there twice: `inside` at once, while the other is in flight; `outside`
   *   when the seconds have passed, even if the other has been deleted by then
   */
  receive(limit: number, hiddenSeconds: number, copy?: 'inside' | 'outside'): Received[];
  /** Deletes a message; a receipt that is not its latest does nothing, as SQS allows. */
  remove(receipt: string): void;
  /**
   * Hides a message in flight for so many seconds from now; false when it is not in flight by this
   * receipt.
   */
  hide(receipt: string, seconds: number): boolean;
  depth: () => Depth;
  messages(): readonly Message[];
  /**
   * Calls the listener whenever a message may have become visible; the function it returns ends
   * that.
   */
  onVisible(listener: () => void): () => void;
  stop(): void;
}

/** What a queue stands on. */
interface Ground {
  clock: Clock;
  journal: Journal;
  /** The queue for messages received too often. */
  deadLetters: () => Queue | undefined;
}

/** An empty queue. */
export function createQueue(definition: QueueDefinition, ground: Ground): Queue {
  const { clock } = ground;
  const { arn, delaySeconds } = definition;
  const { mailbox, keep, strikeOut, wakeAt, onVisible, stop } = createShelf(definition, ground);

  return {
    definition,
    accept: (message) => {
      keep(message, clock.now());
    },
    restore(messages) {
      for (const message of messages) mailbox.put(message, clock.now());
    },
    send(letter) {
      const sentAt = clock.now();
      const message = { id: randomUUID(), ...letter, sentAt, receiveCount: 0 };
      keep(message, sentAt + delaySeconds * 1000);
      return message.id;
    },
    receive(limit, hiddenSeconds, copy) {
      const now = clock.now();
      const hiddenUntil = now + hiddenSeconds * 1000;
      const { received, dead, expired } = mailbox.take(now, limit, hiddenUntil);
      for (const message of dead) {
        ground.deadLetters()?.accept({ ...message, receiveCount: 0, deadLetterSource: arn });
      }
      strikeOut([...dead, ...expired]);
      const [first] = received;
      if (first !== undefined) wakeAt(hiddenUntil);
      if (first !== undefined && copy !== undefined) {
        keep(first.message, copy === 'inside' ? now : hiddenUntil);
      }
      return received;
    },
    remove(receipt) {
      const message = mailbox.remove(receipt);
      if (message !== undefined) strikeOut([message]);
    },
    hide(receipt, seconds) {
      const until = clock.now() + seconds * 1000;
      const hidden = mailbox.hide(receipt, clock.now(), until);
      if (hidden) wakeAt(until);
      return hidden;
    },
    depth: () => mailbox.depth(clock.now()),
    messages: () => mailbox.list(),
    onVisible,
    stop,
  };
}

/** A mailbox that keeps its journal and tells when something in it becomes visible. */
function createShelf(definition: QueueDefinition, { clock, journal }: Ground) {
  const mailbox = createMailbox(definition);
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const alarm = createAlarm(clock, () => {
    tell();
    alarm.at(mailbox.nextVisibleAt(clock.now()));
  });
  return {
    mailbox,
    wakeAt: alarm.at,
    stop: alarm.stop,
    keep: (message: Message, visibleAt: number): void => {
      journal.added(definition.arn, message);
      mailbox.put(message, visibleAt);
      if (visibleAt > clock.now()) alarm.at(visibleAt);
      else tell();
    },
    strikeOut: (messages: readonly Message[]): void => {
      for (const { id } of messages) journal.gone(definition.arn, id);
    },
    onVisible: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
