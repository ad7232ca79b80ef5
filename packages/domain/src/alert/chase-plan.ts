import * as z from 'zod';
import type { Severity } from '../outage/outage.ts';
import { isWithinLondon } from '../words/london-time.ts';

const minutes = z.int().min(1, 'should be minutes, 1 to 1440').max(1440);

/** When the next contact of a silent practice is turned to, and when it is to be rung, in minutes. */
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

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'should be a time such as 20:00');

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
