import { knownProducts } from '@registry/catalogue';
import type {
  AssessedPractice,
  Catalogue,
  Desk,
  NewDeclaration,
  ProductId,
  Totals,
} from '@registry/domain';
import {
  assessOutage,
  assessRosters,
  countTotals,
  practicesIn,
  practicesInScope,
  Refusal,
} from '@registry/domain';
import type { ScopedRosters } from './rosters.ts';
import type { Scope } from './scope.ts';

/** What an outage as declared means for the practices in its scope, as its declarer sees them. */
export interface DeclaredExposure extends ScopedRosters {
  practices: readonly AssessedPractice[];
  /** The declared products, each known to the declarer. */
  products: ProductId[];
  catalogue: Catalogue;
  totals: Totals;
  /** The name of whoever declares it. */
  icbName: string;
}

/**
 * Works out whom a declaration reaches. Throws `invalid` for products or practices that are not
 * there and for an ICB that declares for others, `not-found` for what is another ICB's.
 */
export async function exposedTo(
  caller: Desk,
  scope: Scope,
  declaration: NewDeclaration,
  now: Date,
): Promise<DeclaredExposure> {
  if (caller.role === 'icb' && declaration.icbs) {
    throw new Refusal('invalid', 'An ICB declares for itself', [
      { path: 'icbs', message: 'should be left out: only NHS England declares for several ICBs' },
    ]);
  }
  const [catalogue, scoped] = await Promise.all([
    scope.catalogue(),
    scope.rosters(declaration.icbs),
  ]);
  const products = knownProducts(declaration.products, catalogue, 'products', caller.tenant);
  const assess = assessOutage(catalogue, { ...declaration, products }, now);
  const all = practicesIn(assessRosters(scoped.rosters, assess));
  const practices = practicesInScope(all, declaration.practices);
  const own = caller.role === 'icb' ? (scoped.rosters[0]?.name ?? caller.tenant) : 'NHS England';
  return {
    ...scoped,
    practices,
    products,
    catalogue,
    totals: countTotals(practices),
    icbName: own,
  };
}
