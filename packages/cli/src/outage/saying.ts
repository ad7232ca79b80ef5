import { randomUUID } from 'node:crypto';
import type { Outage } from '@registry/domain';
import { londonMoment } from '@registry/domain';
import { type Command, Option } from 'commander';
import { warn } from '../terminal/output.ts';
import { count, plainText } from '../terminal/wording.ts';
import type { Speaker } from './speaker.ts';
import { spokenFor } from './speaker.ts';
import { exerciseMark } from './wording.ts';

/** What whoever says something of an outage may add. */
export interface SayingOptions extends Speaker {
  key?: string;
}

/** Adds what every command has that says something of an outage. */
export function saying(command: Command): Command {
  return spokenFor(command)
    .argument('<id>', 'the outage, as declare and list show it')
    .option('--key <key>', 'the key of an earlier attempt whose answer was lost');
}

/** `--notify`: by which channels. */
export function notifyOption(): Option {
  return new Option('--notify <how>', 'by SMS and email, email alone, or none')
    .choices(['all', 'email', 'none'])
    .default('all');
}

/** Whom an update is to tell, and what was confirmed of that. */
export function tellingOf({ notify, confirmPractices, confirmRepeat }: Record<string, unknown>) {
  return { notify, confirmPractices, confirmRepeat };
}

/** The key under which it is said once, told to whoever may have to repeat it. */
export function onceWith({ key = randomUUID() }: SayingOptions): { idempotencyKey: string } {
  warn(`Should no answer come, repeat the same with --key ${key}: it is said once.`);
  return { idempotencyKey: key };
}

/** What an update did. */
export function updatedText(outage: Outage): string {
  const { title, lastUpdate, status, nextUpdateAt, totals, withdrawn } = outage;
  if (withdrawn)
    return `${exerciseMark(outage)}${plainText(title)}: taken back, update ${lastUpdate}. Everybody who was told gets one correction; what had not gone out stays in.`;
  return [
    `${exerciseMark(outage)}${plainText(title)}: update ${lastUpdate}, ${status}. ${count(totals.hit, 'practice')} may be affected.`,
    ...(nextUpdateAt === undefined
      ? []
      : [`The next update is promised for ${londonMoment(new Date(nextUpdateAt))}.`]),
  ].join('\n');
}
