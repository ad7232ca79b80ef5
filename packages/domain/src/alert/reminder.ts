import * as z from 'zod';
import type { Outage } from '../outage/outage.ts';
import { OutageId } from '../outage/outage.ts';
import { IcbCode } from '../words/codes.ts';
import { londonTime } from '../words/london-time.ts';
import { namesOf } from './headline.ts';
import type { IcbProfile } from './icb-profile.ts';

/** `soon`: an update is due in five minutes; `overdue`: it has not come. */
const Promised = z.enum(['soon', 'overdue']);

/** A reminder of a promise, as published to the alerts topic. No contact details. */
export const ReminderMessage = z.object({
  icb: IcbCode,
  outage: OutageId,
  /** The update that promised the next. */
  update: z.int().min(1),
  remind: Promised,
});
/** A reminder of a promise. */
export type ReminderMessage = z.infer<typeof ReminderMessage>;

/** Milliseconds before a promised update at which whoever promised it is reminded. */
const BEFORE_MS = 5 * 60_000;

/** When whoever promised an update is reminded. */
export function remindAt(nextUpdateAt: string): Date {
  return new Date(Date.parse(nextUpdateAt) - BEFORE_MS);
}

/** What an outage's promise asks for now; undefined while nothing is promised, or long hence. */
export function promiseDue(
  { status, nextUpdateAt, lastUpdate }: Pick<Outage, 'status' | 'nextUpdateAt' | 'lastUpdate'>,
  now: Date,
): { update: number; remind: ReminderMessage['remind']; nextUpdateAt: string } | undefined {
  if (status === 'resolved' || nextUpdateAt === undefined || now < remindAt(nextUpdateAt))
    return undefined;
  const remind = now < new Date(nextUpdateAt) ? 'soon' : 'overdue';
  return { update: lastUpdate, remind, nextUpdateAt };
}

/**
 * Who at the ICB hears of a promise: the first on call that it is due, the second that it was not
 * kept, or else the first again; undefined where nobody is on call.
 */
export function whoHearsOf(
  profile: IcbProfile | undefined,
  remind: ReminderMessage['remind'],
): IcbProfile['onCall'][number] | undefined {
  const [first, second] = profile?.onCall ?? [];
  return remind === 'soon' ? first : (second ?? first);
}

/** The text that reminds somebody at the ICB of what practices were promised. */
export function reminderText(
  { products, nextUpdateAt, exercise, id }: Outage,
  remind: ReminderMessage['remind'],
  nameOf: (product: string) => string,
): string {
  const what = namesOf(products.map(nameOf));
  const at = nextUpdateAt === undefined ? '' : londonTime(new Date(nextUpdateAt));
  const said =
    remind === 'soon'
      ? `Practices were promised an update on ${what} at ${at}. Give it, or say when it comes.`
      : `The update on ${what} promised for ${at} is OVERDUE. Practices wait: give it, or say when it comes.`;
  return `${exercise ? 'EXERCISE. ' : ''}Resilience registry: ${said} Outage ${id}`;
}
