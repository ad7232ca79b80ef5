import { AlertMessage } from '@registry/domain';
import { deliverAlert } from './deliver-alert.ts';
import type { Delivering } from './delivering.ts';
import { createStories } from './gather.ts';
import type { Stories } from './gather.ts';
import { LEASE_MS } from './lease.ts';
import { kindOf, NotTaken } from './not-taken.ts';

/** A message as the queue gives it. */
export interface QueueMessage {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: { ApproximateReceiveCount: number };
}

/**
 * What became of a message, in words that hold no address; `again` when the queue is to bring it
 * again.
 */
export interface Outcome {
  messageId: string;
  outcome: string;
  again: boolean;
}

/**
 * Reserves a sending slot for each message, and delivers each in its slot; one that fails does not
 * touch the others. When the next free slots are more than 20 s away, all go back to the queue
 * until then, longer each time they come back, so that waiting does not use up the receives after
 * which a message counts as undeliverable; but no longer than for a provider.
 */
export async function deliverBatch(
  delivering: Delivering,
  messages: readonly QueueMessage[],
): Promise<Outcome[]> {
  const { channel, perSecond, pace, now } = delivering;
  const asked = now().getTime();
  const slots = await pace.reserve(channel, messages.length, perSecond, asked);
  const stories = createStories(delivering);
  return Promise.all(
    messages.map(async (message, index) => {
      if ('fullUntil' in slots) {
        return comeBack(
          delivering,
          message,
          'no slot free',
          untilSlot(slots.fullUntil - asked, message),
        );
      }
      return deliver(delivering, stories, message, slots.startsAt + (index * 1000) / perSecond);
    }),
  );
}

/** The longest that an alert waits for its next try: so soon it goes out once all is mended. */
const LONGEST_WAIT_MS = 180_000;

/** `ahead` at least, and longer each time it comes back. */
function untilSlot(
  ahead: number,
  { attributes: { ApproximateReceiveCount: tries } }: QueueMessage,
): number {
  return Math.max(ahead, Math.min(ahead * tries, LONGEST_WAIT_MS));
}

/** Longer each time, and never before the lease of the try that failed has ended. */
function untilNextTry({ attributes: { ApproximateReceiveCount: tries } }: QueueMessage): number {
  return Math.min(LONGEST_WAIT_MS, LEASE_MS + 1000 + (tries - 1) * 30_000);
}

async function deliver(
  delivering: Delivering,
  stories: Stories,
  message: QueueMessage,
  slot: number,
): Promise<Outcome> {
  const { now, wait } = delivering;
  try {
    const alert = alertIn(message);
    if (alert === undefined) return await putAside(delivering, message);
    await wait(Math.max(0, slot - now().getTime()));
    const outcome = await deliverAlert(delivering, stories, alert);
    if (typeof outcome === 'string') return { messageId: message.messageId, outcome, again: false };
    const ms = new Date(outcome.claimedUntil).getTime() - now().getTime();
    return await comeBack(delivering, message, 'claimed by another run', Math.max(1000, ms + 1));
  } catch (error) {
    const what = error instanceof NotTaken ? 'waits' : 'failed';
    return comeBack(delivering, message, `${what}: ${kindOf(error)}`, untilNextTry(message));
  }
}

function alertIn({ body }: QueueMessage): AlertMessage | undefined {
  try {
    return AlertMessage.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** Puts a message where somebody is told of it: no repetition makes it readable. */
async function putAside({ deadLetters }: Delivering, { messageId, body }: QueueMessage) {
  await deadLetters.send([{ body: { unreadable: body }, group: 'unreadable' }]);
  return { messageId, outcome: 'unreadable: put aside', again: false };
}

/** Hands a message back; if even its time cannot be set, it comes when its visibility ends. */
async function comeBack(
  { queue }: Delivering,
  { messageId, receiptHandle }: QueueMessage,
  outcome: string,
  ms: number,
): Promise<Outcome> {
  const putOff = await queue.postpone(receiptHandle, ms).then(
    () => '',
    () => ', and could not be put off',
  );
  return { messageId, outcome: `${outcome}${putOff}`, again: true };
}
