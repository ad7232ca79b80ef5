import * as z from 'zod';
import { IsoDate } from '../words/codes.ts';
import { Role } from '../words/role.ts';

/** Id of a product: `emis-web`; an ICB's own begins with its code, `qks.county-firewall`. */
export const ProductId = z
  .string()
  .regex(
    /^(?:[a-z0-9]{3,5}\.)?[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'should be a product id such as emis-web',
  )
  .brand('ProductId');
/** Id of a product. */
export type ProductId = z.infer<typeof ProductId>;

/** Something a practice relies on, at the grain at which it fails or is switched off. */
export const Product = z.strictObject({
  id: ProductId,
  name: z.string().min(1),
  supplier: z.string().min(1),
  /** Roles it can fill at a practice; none for what only other products stand on. */
  roles: z.array(Role),
  /** True for a national service that every practice is taken to use unless its record says otherwise. */
  assumed: z.boolean().optional(),
  /** How published files spell it, per role, compared without case: `EMIS` as clinical system. */
  publishedAs: z.partialRecord(Role, z.array(z.string().min(1))).optional(),
});
/** Something a practice relies on. */
export type Product = z.infer<typeof Product>;

/** How badly what depends is touched, weakest first: works less well; must not be relied on; does not work. */
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

/** What to do while a dependency is lost. Sent to practices only when approved and not overdue for review. */
export const Advice = z.strictObject({
  /** `prescribe-on-paper`; an ICB's own begins with its code, `qks.ring-the-data-centre`. */
  id: z.string().regex(/^(?:[a-z0-9]{3,5}\.)?[a-z0-9]+(?:-[a-z0-9]+)*$/),
  text: z.string().min(1),
  /** Roles and products that one must still have to follow it: while any is touched, it is not given. */
  needs: z.array(z.union([Role, ProductId])).optional(),
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

/** Products, what they depend on, and what to do about it. */
export const Catalogue = z.strictObject({
  products: z.array(Product),
  dependencies: z.array(Dependency),
  advice: z.array(Advice),
  /** Ids of advice for a practice whose product in a role is touched, whatever the cause. */
  roleAdvice: z.partialRecord(Role, z.array(z.string())).optional(),
});
/** Products, what they depend on, and what to do about it. */
export type Catalogue = z.infer<typeof Catalogue>;
