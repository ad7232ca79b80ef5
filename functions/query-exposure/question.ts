import * as z from 'zod';
import type { Caller } from '@registry/domain';
import { ExposureState, IcbCode, ProductId, tenantsInScope } from '@registry/domain';
import type { Roster, Tenant } from '@registry/domain';
import type { Access } from '@registry/http';
import type { RosterCache } from '@registry/storage';
import { createPointerStore, createRosterStore } from '@registry/storage';

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

/** The rosters that the caller may see and asks about: its own, or for NHS England any. */
export async function rostersInScope(
  caller: Extract<Caller, { role: 'icb' | 'national' }>,
  access: Access,
  asked: IcbCode | undefined,
  cache: RosterCache,
): Promise<Roster[]> {
  const tenants: Tenant[] =
    caller.role === 'icb'
      ? tenantsInScope(caller, [caller.tenant], asked)
      : tenantsInScope(caller, await currentIcbs(access), asked);
  const database = caller.role === 'icb' ? access.tenant(caller.tenant) : access.national();
  return createRosterStore(database, cache).readAll(tenants);
}

async function currentIcbs(access: Access): Promise<IcbCode[]> {
  const icbs = await createPointerStore(access.own).readIcbs();
  return icbs.filter(({ dissolved }) => !dissolved).map(({ code }) => code);
}
