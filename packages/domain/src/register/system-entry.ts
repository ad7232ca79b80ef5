import * as z from 'zod';
import { ProductId } from '../catalogue/product.ts';
import { Role } from '../words/role.ts';

/** A product filling a role; `null` says the practice has none. A role left out is not recorded. */
export const SystemEntry = z.strictObject({ role: Role, product: ProductId.nullable() });
/** A product filling a role, or none. */
export type SystemEntry = z.infer<typeof SystemEntry>;
