import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Clock } from '../clock/clock.ts';
import { OWNER_ONLY } from '../data/data-folder.ts';
import { readKept, wholeLines } from '../data/unusable.ts';

/** A message that would have left the machine, had this been AWS. */
export const OutboxMessage = z.strictObject({
  /** When it was sent, by the cloud's clock: an ISO instant. */
  at: z.iso.datetime(),
  channel: z.enum(['sms', 'email', 'https']),
  /** A number in E.164, email addresses with commas between, or an https address. */
  to: z.string(),
  /** Sender id of a text, From address of an email. */
  from: z.string().optional(),
  subject: z.string().optional(),
  /** Word for word. */
  body: z.string(),
});
/** A message that would have left the machine. */
export type OutboxMessage = z.infer<typeof OutboxMessage>;

/** Everything that SNS and SES would have sent. */
export interface Outbox {
  /** Keeps a message, sent now. */
  add(message: Omit<OutboxMessage, 'at'>): void;
  /** All of them, newest last. */
  list(): readonly OutboxMessage[];
}

/**
 * The outbox with what earlier runs left in `outbox.jsonl`; a line cut short by a crash is dropped.
 * @param dataDir the folder of `outbox.jsonl`; in memory alone when undefined
 * @throws UnusableData where the file cannot be read
 */
export function createOutbox(clock: Clock, dataDir: string | undefined): Outbox {
  const file = dataDir === undefined ? undefined : path.join(dataDir, 'outbox.jsonl');
  const messages = file === undefined ? [] : readBack(file);
  return {
    list: () => messages,
    add(message) {
      const sent = { at: new Date(clock.now()).toISOString(), ...message };
      // The message is kept before the sender hears of success, as on AWS.
      if (file !== undefined)
        appendFileSync(file, `${JSON.stringify(sent)}\n`, { mode: OWNER_ONLY });
      messages.push(sent);
    },
  };
}

function readBack(file: string): OutboxMessage[] {
  const kept = readKept(file, (text) => {
    const messages = wholeLines(text).map((line) => OutboxMessage.parse(JSON.parse(line)));
    return { text, messages };
  });
  if (kept === undefined) return [];
  const whole = kept.text.slice(0, kept.text.lastIndexOf('\n') + 1);
  if (whole.length < kept.text.length) writeFileSync(file, whole, { mode: OWNER_ONLY });
  return kept.messages;
}
