import * as z from 'zod';
import { IsoDate } from '../words/codes.ts';
import { Role } from '../words/role.ts';
import { ProductId } from './product.ts';

/**
 * How badly what depends is touched, weakest first: works less well; must not be relied on; does
 * not work.
 */
export const effects = ['degraded', 'unsafe', 'unavailable'] as const;
/** How badly what depends is touched. */
export const Effect = z.enum(effects);
/** How badly what depends is touched. */
export type Effect = z.infer<typeof Effect>;

/** Where a claim comes from. */
export const Evidence = z.strictObject({
  title: z.string().min(1),
  /** Of what is published; an ICB's own evidence, such as a contract, may have none. */
  url: z.url().optional(),
  publishedOn: IsoDate.optional(),
});

/** "X needs Y": `from` is touched with `effect` when every one of `needs` is lost. */
export const Dependency = z.strictObject({
  /** A product, or a role at whatever practice. */
  from: z.union([Role, ProductId]),
  /** Products or roles, any one of which meets the need; usually one. */
  needs: z.array(z.union([Role, ProductId])).min(1),
  effect: Effect,
  evidence: z.array(Evidence).min(1),
  /** First and last day on which it holds: suppliers move hosting. */
  since: IsoDate.optional(),
  until: IsoDate.optional(),
  /** Ids of advice. */
  advice: z.array(z.string()).default([]),
});
/** "X needs Y". */
export type Dependency = z.infer<typeof Dependency>;
