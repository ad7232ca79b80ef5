import { createHash, randomUUID } from 'node:crypto';
import { createAlarm } from '../clock/alarm.ts';
import type { Clock } from '../clock/clock.ts';
import type { Journal } from './journal.ts';
import { createMailbox } from './mailbox.ts';
import type { Depth, Message, MessageAttributes, Received } from './message.ts';
import type { QueueDefinition } from '../definitions/queue.ts';

/** What a sender gives. */
interface Letter {
  body: string;
  attributes: MessageAttributes;
  senderId: string;
  /** The queue's own when left out. */
  delaySeconds?: number | undefined;
  groupId?: string | undefined;
  /** Left out where the queue takes the body for it. */
  deduplicationId?: string | undefined;
}

/** One of the template's queues: what it is and what can be done to it, nothing of which asks the law. */
export interface Queue {
  definition: QueueDefinition;
  /** Keeps the message before it returns. In a FIFO queue a copy within five minutes gives the first one. */
  send(letter: Letter): Message;
  /** Fills the queue with what the journal kept of it. */
  restore(messages: readonly Message[]): void;
  /** Takes a message in as it is, visible at once. */
  accept(message: Message): void;
  /**
   * Hands out up to `limit` messages and hides them for so many seconds.
   * @param copy the first is there twice: `inside` at once, while the other is in flight; `outside` when the
   *   seconds have passed, even if the other has been deleted by then
   */
  receive(limit: number, hiddenSeconds: number, copy?: 'inside' | 'outside'): Received[];
  /** Deletes a message; a receipt that is not its latest does nothing, as SQS allows. */
  remove(receipt: string): void;
  /** Hides a message in flight for so many seconds from now; false when it is not in flight by this receipt. */
  hide(receipt: string, seconds: number): boolean;
  purge(): void;
  /** Moves each visible message to the queue that `target` names for it, where it names one; gives how many. */
  moveVisible(target: (message: Message) => Queue | undefined): number;
  depth: () => Depth;
  messages(): readonly Message[];
  /** Calls the listener whenever a message may have become visible, until the function it gives is called. */
  onVisible(listener: () => void): () => void;
  stop(): void;
}

/** A FIFO queue knows a message again for so long. Source: SQS developer guide, "Exactly-once processing". */
const DEDUPLICATION_MS = 300_000;

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
  const { arn, fifo, delaySeconds } = definition;
  const recent = createRecent(clock);
  const shelf = createShelf(definition, ground);
  const { mailbox, keep, strikeOut, tell, wakeAt } = shelf;

  return {
    definition,
    accept: (message) => {
      keep(message, clock.now());
    },
    restore(messages) {
      for (const message of messages) mailbox.put(message, clock.now());
    },
    send(letter) {
      const message = messageOf(letter, definition, clock.now());
      const first = recent.find(message);
      if (first !== undefined) return first;
      keep(message, clock.now() + (letter.delaySeconds ?? delaySeconds) * 1000);
      return message;
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
      if (message === undefined) return;
      strikeOut([message]);
      // The next of its group may have waited for it.
      if (fifo) tell();
    },
    hide(receipt, seconds) {
      const until = clock.now() + seconds * 1000;
      const hidden = mailbox.hide(receipt, clock.now(), until);
      if (hidden) wakeAt(until);
      return hidden;
    },
    purge: () => {
      strikeOut(mailbox.clear());
    },
    moveVisible: (target) => moveVisible(shelf, clock.now(), target),
    depth: () => mailbox.depth(clock.now()),
    messages: () => mailbox.list(),
    onVisible: shelf.onVisible,
    stop: shelf.stop,
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
    tell,
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

function moveVisible(
  { mailbox, strikeOut }: ReturnType<typeof createShelf>,
  now: number,
  target: (message: Message) => Queue | undefined,
): number {
  let moved = 0;
  for (const message of mailbox.takeVisible(now)) {
    const to = target(message);
    if (to === undefined) {
      mailbox.put(message, now);
      continue;
    }
    const { deadLetterSource: _, ...fresh } = message;
    to.accept({ ...fresh, sentAt: now });
    strikeOut([message]);
    moved += 1;
  }
  return moved;
}

function messageOf(letter: Letter, { fifo }: QueueDefinition, now: number): Message {
  const { body, attributes, senderId, groupId, deduplicationId } = letter;
  const message = {
    id: randomUUID(),
    ...{ body, attributes, senderId },
    sentAt: now,
    receiveCount: 0,
    // Standard queues may carry a group too: it changes nothing about their order.
    ...(groupId === undefined ? {} : { groupId }),
  };
  if (!fifo) return message;
  return {
    ...message,
    deduplicationId: deduplicationId ?? createHash('sha256').update(body).digest('hex'),
    sequenceNumber: nextSequenceNumber(now),
  };
}

let sequence = 0;

/** Twenty digits, each higher than the last, also across restarts. */
function nextSequenceNumber(now: number): string {
  sequence += 1;
  return `${now}${String(sequence % 1_000_000).padStart(6, '0')}`.padStart(20, '0');
}

/** What a FIFO queue has taken in lately, by deduplication id. */
function createRecent(clock: Clock): { find(message: Message): Message | undefined } {
  const recent = new Map<string, Message>();
  return {
    /** The first message with this one's deduplication id; without one, this is the first from now on. */
    find(message) {
      const { deduplicationId } = message;
      if (deduplicationId === undefined) return undefined;
      for (const [id, { sentAt }] of recent) {
        if (sentAt + DEDUPLICATION_MS > clock.now()) break;
        recent.delete(id);
      }
      const first = recent.get(deduplicationId);
      if (first === undefined) recent.set(deduplicationId, message);
      return first;
    },
  };
}
