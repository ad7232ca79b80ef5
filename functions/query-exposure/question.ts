import * as z from 'zod';
import { ExposureState, IcbCode, ProductId } from '@registry/domain';

/** The most products one question may name. */
const MOST_PRODUCTS = 20;

/** The parameters of `GET /exposure` and `GET /exposure/summary`, each a list as they may be repeated. */
export const Parameters = z.strictObject({
  product: z
    .array(ProductId, 'should name at least one product, such as product=emis-web')
    .min(1)
    .max(MOST_PRODUCTS, `should name ${MOST_PRODUCTS} products at most`),
  icb: z.tuple([IcbCode], 'should name one ICB, or be left out').optional(),
  state: z
    .tuple([ExposureState], 'should be one of hit, not-hit and unknown, or be left out')
    .optional(),
  limit: z
    .tuple([z.coerce.number().int().min(1).max(2000)], 'should be one number from 1 to 2000')
    .default([500]),
  cursor: z.tuple([z.string()]).optional(),
  format: z.tuple([z.enum(['json', 'csv'])], 'should be json or csv').optional(),
});
/** The parameters of an exposure question. */
export type Parameters = z.infer<typeof Parameters>;
