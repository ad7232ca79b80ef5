import * as z from 'zod';
import { IsoDate } from '../words/codes.ts';
import { Role } from '../words/role.ts';
import { Effect } from './dependency.ts';
import { ProductId } from './product.ts';

/**
 * What to do while a dependency is lost. Sent to practices only when approved and not overdue for
 * review.
 */
export const Advice = z.strictObject({
  /** `prescribe-on-paper`; an ICB's own begins with its code, `qks.ring-the-data-centre`. */
  id: z.string().regex(/^(?:[a-z0-9]{3,5}\.)?[a-z0-9]+(?:-[a-z0-9]+)*$/),
  text: z.string().min(1),
  /**
   * Roles and products that one must still have to follow it: while any is touched, it is not
   * given.
   */
  needs: z.array(z.union([Role, ProductId])).optional(),
  /** How badly a role must be touched for it to fit; however badly, when left out. */
  fits: z.array(Effect).min(1).optional(),
  /** What must not be done, in a few words: a text says it before all else. */
  prohibits: z.string().min(1).max(60).optional(),
  /** Who can do it. */
  by: z.enum(['practice', 'icb', 'supplier']),
  /** Who approved it and when; absent while nobody has. */
  approved: z.strictObject({ by: z.string().min(1), on: IsoDate }).optional(),
  reviewBy: IsoDate,
  /** What to do once the lost thing is back. */
  onRecovery: z.string().min(1).optional(),
});
/** What to do while a dependency is lost. */
export type Advice = z.infer<typeof Advice>;

/** Advice as analysts see it. */
export const AdviceShown = z.strictObject({
  text: z.string(),
  by: Advice.shape.by,
  /** False for advice that nobody has approved or whose review is overdue: it is sent to nobody. */
  approved: z.boolean(),
  reviewBy: IsoDate,
  onRecovery: z.string().optional(),
});
/** Advice as analysts see it. */
export type AdviceShown = z.infer<typeof AdviceShown>;
