import type { ProductId } from '../catalogue/product.ts';
import type { Role } from '../words/role.ts';
import type { Source } from './published.ts';
import type { Provenance, RecordedRole } from './roster.ts';

/** What one source says fills a role. */
export interface Claim {
  products: readonly ProductId[];
  provenance: Provenance;
  /** Day on which it was last true, so far as its author says. */
  on: string;
  source?: Source;
}

/**
 * What is recorded of a role on which several sources speak, strongest first: the strongest counts.
 * But where a weaker one is newer and names a product that the stronger does not (or says none
 * where it names one), nobody can say which is right: contradictory, so that a practice is unknown
 * where it matters.
 */
export function weigh(role: Role, claims: readonly Claim[]): RecordedRole {
  const [strongest, ...weaker] = claims;
  if (!strongest) return { role, products: [], contradictory: false, provenance: 'assumed' };
  const against = weaker.filter(
    (claim) => isAsGood(claim, strongest) && contradicts(claim, strongest),
  );
  const products = new Set([strongest, ...against].flatMap((claim) => claim.products));
  return {
    role,
    products: [...products].sort(),
    contradictory: against.length > 0,
    provenance: strongest.provenance,
    ...(strongest.source && { source: strongest.source }),
  };
}

/**
 * Whether a weaker source may contradict a stronger: one that is newer, or another published file,
 * which is there only while it is of about the same age.
 */
function isAsGood(claim: Claim, stronger: Claim): boolean {
  const bothPublished = [claim, stronger].every(({ provenance }) => provenance === 'published');
  return bothPublished || claim.on > stronger.on;
}

function contradicts(claim: Claim, stronger: Claim): boolean {
  if (claim.products.length === 0) return stronger.products.length > 0;
  return claim.products.some((product) => !stronger.products.includes(product));
}
