import * as z from 'zod';
import { Role } from '../words/role.ts';
import { Advice } from './advice.ts';
import { Dependency } from './dependency.ts';
import { Product } from './product.ts';

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
