import * as z from 'zod';
import { AlertMessage, ReminderMessage } from '@registry/domain';
import { deliverReminder } from './deliver-reminder.ts';
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

/** A message that can be read, and what it says. */
interface Ready {
  message: QueueMessage;
  alert: AlertMessage | ReminderMessage;
}

/**
 * Reserves a sending slot for each message, and delivers each in its slot; one that fails does not
 * touch the others. When the next free slots are more than 20 s away, all go back to the queue
 * until then, longer each time they come back, so that waiting does not use up the receives after
 * which a message counts as undeliverable; but no longer than for a provider. What an ICB has
 * stopped takes no slot, and comes back until it goes on.
 */
export async function deliverBatch(
  delivering: Delivering,
  messages: readonly QueueMessage[],
): Promise<Outcome[]> {
  const { channel, perSecond, pace, now } = delivering;
  const looked = await Promise.all(messages.map((message) => look(delivering, message)));
  const ready = looked.filter((each) => 'alert' in each);
  const others = looked.filter((each) => 'outcome' in each);
  if (ready.length === 0) return others;
  const asked = now().getTime();
  const slots = await pace.reserve(channel, ready.length, perSecond, asked);
  const stories = createStories(delivering);
  const outcomes = ready.map(async (each, index) => {
    if ('fullUntil' in slots) {
      const { message } = each;
      const until = untilSlot(slots.fullUntil - asked, message);
      return comeBack(delivering, message, 'no slot free', until);
    }
    return deliver(delivering, stories, each, slots.startsAt + (index * 1000) / perSecond);
  });
  return [...others, ...(await Promise.all(outcomes))];
}

/** What a message says, or what becomes of one that nobody can read or that is stopped. */
async function look(delivering: Delivering, message: QueueMessage): Promise<Ready | Outcome> {
  try {
    const alert = alertIn(message);
    if (alert === undefined) return await putAside(delivering, message);
    if (await delivering.isStopped(alert.icb)) return await holdBack(delivering, message);
    return { message, alert };
  } catch (error) {
    return comeBack(delivering, message, `failed: ${kindOf(error)}`, untilNextTry(message));
  }
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

/** Milliseconds after which a message that is stopped comes back: so soon it goes on. */
const HELD_BACK_MS = 60_000;

function holdBack(delivering: Delivering, message: QueueMessage): Promise<Outcome> {
  return comeBack(delivering, message, 'stopped', HELD_BACK_MS);
}

/** Longer each time, and never before the lease of the try that failed has ended. */
function untilNextTry({ attributes: { ApproximateReceiveCount: tries } }: QueueMessage): number {
  return Math.min(LONGEST_WAIT_MS, LEASE_MS + 1000 + (tries - 1) * 30_000);
}

async function deliver(
  delivering: Delivering,
  stories: Stories,
  { message, alert }: Ready,
  slot: number,
): Promise<Outcome> {
  const { now, wait } = delivering;
  try {
    await wait(Math.max(0, slot - now().getTime()));
    if (await delivering.isStopped(alert.icb)) return await holdBack(delivering, message);
    const outcome = await ('remind' in alert
      ? deliverReminder(delivering, stories, alert)
      : deliverAlert(delivering, stories, alert));
    if (typeof outcome === 'string') return { messageId: message.messageId, outcome, again: false };
    const ms = new Date(outcome.claimedUntil).getTime() - now().getTime();
    return await comeBack(delivering, message, 'claimed by another run', Math.max(1000, ms + 1));
  } catch (error) {
    const what = error instanceof NotTaken ? 'waits' : 'failed';
    return comeBack(delivering, message, `${what}: ${kindOf(error)}`, untilNextTry(message));
  }
}

function alertIn({ body }: QueueMessage): Ready['alert'] | undefined {
  try {
    return z.union([ReminderMessage, AlertMessage]).parse(JSON.parse(body));
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
