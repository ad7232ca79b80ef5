import { randomUUID } from 'node:crypto';
import type { QueueDefinition } from '../definitions/queue.ts';
import type { Depth, Message, Received } from './message.ts';
import { inTurns } from './turns.ts';

/**
 * The messages of one queue, in the order they came. It knows no clock: each call brings the time.
 */
export interface Mailbox {
  put(message: Message, visibleAt: number): void;
  /**
   * Hands out visible messages, of several groups in turns, and hides them until `hiddenUntil`.
   * Those received too often are taken out as `dead`, those past their retention as `expired`.
   */
  take(
    now: number,
    limit: number,
    hiddenUntil: number,
  ): { received: Received[]; dead: Message[]; expired: Message[] };
  /**
   * Takes a message out; nothing when the receipt is not the latest of a message that is still
   * here.
   */
  remove(receipt: string): Message | undefined;
  /**
   * Hides a message in flight until then; false when the receipt is not the latest or the message
   * is visible again.
   */
  hide(receipt: string, now: number, until: number): boolean;
  depth(now: number): Depth;
  /** When the next hidden message becomes visible; Infinity when none is hidden. */
  nextVisibleAt(now: number): number;
  list(): readonly Message[];
}

interface Held {
  message: Message;
  visibleAt: number;
  receipt: string | undefined;
}

/** An empty mailbox. */
export function createMailbox(definition: QueueDefinition): Mailbox {
  const held = new Set<Held>();
  const receipts = new Map<string, Held>();

  const drop = (one: Held): Message => {
    held.delete(one);
    if (one.receipt !== undefined) receipts.delete(one.receipt);
    return one.message;
  };
  const hand = (one: Held, now: number, hiddenUntil: number): Received => {
    if (one.receipt !== undefined) receipts.delete(one.receipt);
    const receipt = randomUUID();
    const { message } = one;
    const receiveCount = message.receiveCount + 1;
    one.message = { ...message, receiveCount, firstReceivedAt: message.firstReceivedAt ?? now };
    one.receipt = receipt;
    one.visibleAt = hiddenUntil;
    receipts.set(receipt, one);
    return { message: one.message, receipt };
  };

  return {
    put(message, visibleAt) {
      held.add({ message, visibleAt, receipt: undefined });
    },
    take(now, limit, hiddenUntil) {
      const taken: ReturnType<Mailbox['take']> = { received: [], dead: [], expired: [] };
      const waiting: Held[] = [];
      const inFlight: Message[] = [];
      for (const one of held) {
        const fate = fateOf(one, now, definition);
        if (fate === 'expired' || fate === 'dead') taken[fate].push(drop(one));
        else if (fate === 'visible') waiting.push(one);
        else if (one.receipt !== undefined) inFlight.push(one.message);
      }
      for (const one of inTurns(waiting, inFlight, limit)) {
        taken.received.push(hand(one, now, hiddenUntil));
      }
      return taken;
    },
    remove(receipt) {
      const one = receipts.get(receipt);
      return one === undefined ? undefined : drop(one);
    },
    hide(receipt, now, until) {
      const one = receipts.get(receipt);
      if (one === undefined || one.visibleAt <= now) return false;
      one.visibleAt = until;
      return true;
    },
    depth: (now) => depthOf(held, now),
    nextVisibleAt: (now) => nextVisibleAt(held, now),
    list: () => [...held].map(({ message }) => message),
  };
}

function depthOf(held: Iterable<Held>, now: number): Depth {
  const depth = { visible: 0, inFlight: 0, delayed: 0 };
  for (const { visibleAt, receipt } of held) {
    if (visibleAt <= now) depth.visible += 1;
    else if (receipt === undefined) depth.delayed += 1;
    else depth.inFlight += 1;
  }
  return depth;
}

function nextVisibleAt(held: Iterable<Held>, now: number): number {
  let next = Infinity;
  for (const { visibleAt } of held) {
    if (visibleAt > now && visibleAt < next) next = visibleAt;
  }
  return next;
}

function fateOf(
  { message, visibleAt }: Held,
  now: number,
  { retentionSeconds, deadLetter }: QueueDefinition,
): 'visible' | 'hidden' | 'dead' | 'expired' {
  if (now - message.sentAt > retentionSeconds * 1000) return 'expired';
  if (visibleAt > now) return 'hidden';
  const tries = deadLetter?.maxReceiveCount ?? Infinity;
  return message.receiveCount >= tries ? 'dead' : 'visible';
}
