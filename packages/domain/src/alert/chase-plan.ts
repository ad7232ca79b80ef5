import * as z from 'zod';
import type { Severity } from '../outage/outage.ts';
import { isWithinLondon } from '../words/london-time.ts';

const inMinutes = 'should be whole minutes, 1 to 1440';
const minutes = z.int(inMinutes).min(1, inMinutes).max(1440, inMinutes);

/** When a silent practice's next contact is turned to, and when it is to be rung, in minutes. */
const Steps = z.strictObject({
  /** Without a receipt that the message has arrived. */
  undeliveredAfter: minutes.default(10),
  /** Without an answer, though it has arrived. */
  unansweredAfter: minutes.default(15),
  /** After the first message, without an answer: it is to be rung. */
  ringAfter: minutes.default(30),
});
/** When the next contact is turned to, and when a practice is to be rung. */
export type Steps = z.infer<typeof Steps>;

const time = z
  .string('should be a time such as 20:00')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'should be a time such as 20:00');

/**
 * How an ICB turns to further contacts of a practice that does not answer, by severity. In its
 * quiet hours (London) nobody further is turned to, but for what is critical.
 */
export const ChasePlan = z.strictObject({
  critical: Steps.prefault({}),
  major: Steps.prefault({}),
  minor: Steps.prefault({}),
  quiet: z.strictObject({ from: time, to: time }).nullable().default(null),
});
/** How an ICB turns to further contacts. */
export type ChasePlan = z.infer<typeof ChasePlan>;

/** The plan of an ICB that has made none. */
export const defaultChasePlan: ChasePlan = ChasePlan.parse({});

/** Whether nobody further is turned to at that moment for an outage of this severity. */
export function isQuiet({ quiet }: ChasePlan, severity: Severity, at: Date): boolean {
  return quiet !== null && severity !== 'critical' && isWithinLondon(at, quiet);
}
