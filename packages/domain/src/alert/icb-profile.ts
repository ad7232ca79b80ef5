import * as z from 'zod';
import { MobileNumber } from '../register/contact-details.ts';
import { IsoDate } from '../words/codes.ts';
import type { Severity } from '../outage/outage.ts';
import { ChasePlan, defaultChasePlan } from './chase-plan.ts';
import type { Steps } from './chase-plan.ts';

/** An ICB's profile, `PUT /icbs/{code}`: who it is when it speaks. */
export const IcbProfile = z.strictObject({
  /** Name practices know it by, at the head of every message: "NHS Kent and Medway". */
  sender: z.string().trim().min(1).max(40),
  /** Number practices know to ring in an outage. */
  phone: z.string().trim().min(1).max(30),
  /** Advice of the catalogue that a named approver of this ICB lets be sent to its practices. */
  approvedAdvice: z
    .array(
      z.strictObject({
        id: z.string(),
        by: z.string().min(1),
        on: IsoDate,
        reviewBy: IsoDate,
      }),
    )
    .default([]),
  /** Its own people on call, whom the registry reminds by text of what practices were promised. */
  onCall: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(100), mobile: MobileNumber }))
    .max(10, 'should be ten people at most')
    .default([]),
  /** When further contacts of a silent practice are turned to, and when it is to be rung. */
  chase: ChasePlan.default(defaultChasePlan),
  /** Whether its situation reports also count practices by level of pressure, OPEL 1 to 4. */
  opel: z.boolean().default(false),
});
/** An ICB's profile. */
export type IcbProfile = z.infer<typeof IcbProfile>;

/** How long an ICB waits for an answer to an outage of this severity. */
export function stepsOf(profile: IcbProfile | undefined, severity: Severity): Steps {
  return (profile?.chase ?? defaultChasePlan)[severity];
}
