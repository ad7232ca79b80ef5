import * as z from 'zod';
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
  /**
   * True for a national service that every practice is taken to use unless its record says
   * otherwise.
   */
  assumed: z.boolean().optional(),
  /** How published files spell it, per role, compared without case: `EMIS` as clinical system. */
  publishedAs: z.partialRecord(Role, z.array(z.string().min(1))).optional(),
});
/** Something a practice relies on. */
export type Product = z.infer<typeof Product>;
