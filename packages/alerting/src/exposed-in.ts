import { catalogue } from '@registry/catalogue';
import type { AssessedPractice, Catalogue, Outage, Roster, Tenant } from '@registry/domain';
import { practicesNow, withOwnProducts } from '@registry/domain';
import type { Alerting } from './alerting.ts';

/** What an outage means for an ICB's practices, and what that was worked out from. */
export interface Exposed {
  practices: readonly AssessedPractice[];
  roster: Roster | undefined;
  catalogue: Catalogue;
}

/**
 * Works out exposure as the register is now. Throws when the roster does not decode: practices must
 * not be passed over in silence.
 */
export async function exposedIn(
  { rosters, products }: Alerting,
  tenant: Tenant,
  outage: Outage,
  now: Date,
): Promise<Exposed> {
  const [read, own] = await Promise.all([rosters.readAll([tenant]), products.list(tenant)]);
  if (read.unreadable.length > 0) throw new Error(`The roster of ${tenant} cannot be read`);
  const merged = withOwnProducts(catalogue, own);
  return {
    practices: practicesNow(read.rosters, merged, outage, now),
    roster: read.rosters[0],
    catalogue: merged,
  };
}
