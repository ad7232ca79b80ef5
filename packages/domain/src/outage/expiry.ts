import * as z from 'zod';
import type { AlertedPractice } from './alerted-practice.ts';
import type { Outage } from './outage.ts';

/**
 * Milliseconds for which what is personal in an outage is kept after its end: two years, so that a
 * complaint or an inquiry finds it.
 */
export const KEPT_MS = 2 * 365 * 24 * 3600_000;

/** What `PUT /outages/{id}/hold` takes. */
export const Holding = z
  .strictObject({
    held: z.boolean(),
    reason: z
      .string()
      .trim()
      .min(1, 'should say which inquiry or claim asks for it')
      .max(200)
      .optional(),
  })
  .refine(({ held, reason }) => !held || reason !== undefined, {
    path: ['reason'],
    message: 'should say which inquiry or claim asks for it',
  });
/** What `PUT /outages/{id}/hold` takes. */
export type Holding = z.infer<typeof Holding>;

/** Whether an outage has been over for so long that what is personal in it is to go. */
export function mayExpire({ resolvedAt }: Pick<Outage, 'resolvedAt'>, now: Date): boolean {
  return resolvedAt !== undefined && now.getTime() - Date.parse(resolvedAt) >= KEPT_MS;
}

/**
 * A practice in an outage without its people: what it said stays; who said it, and in what words,
 * goes.
 */
export function withoutPeople({ chased: _chased, ...practice }: AlertedPractice): AlertedPractice {
  return {
    ...practice,
    told: [],
    replies: practice.replies.map(({ uses, down, status, at, update, late }) => ({
      ...(uses && { uses }),
      ...(down && { down }),
      ...(status && { status }),
      by: 'somebody',
      at,
      update,
      late,
    })),
  };
}
