import type { Catalogue, ProductId } from './catalogue.ts';
import type { Assess, Assessment } from './exposure.ts';
import { createAssess } from './exposure.ts';
import type { PracticeExposure } from './exposure-answer.ts';
import type { IcbCode } from './codes.ts';
import type { RecordedRole, Roster } from './roster.ts';
import type { Assessed } from './totals.ts';

/** A practice, what the outage means for it, and the ICB that holds it. */
export interface AssessedPractice extends Assessed {
  icb: IcbCode;
}

/** Assesses every practice of some rosters; practices that are alike, in whatever ICB, are worked out once. */
export function assessRosters(rosters: readonly Roster[], assess: Assess): AssessedPractice[] {
  const byContent = new Map<string, Assessment>();
  const byRoles = new Map<readonly RecordedRole[], Assessment>();
  const assessmentOf = (roles: readonly RecordedRole[]): Assessment => {
    const content = JSON.stringify(roles);
    const assessment = byContent.get(content) ?? assess(roles);
    byContent.set(content, assessment);
    byRoles.set(roles, assessment);
    return assessment;
  };
  return rosters.flatMap(({ icb, rows }) =>
    rows.map((row) => {
      const assessment = byRoles.get(row.roles) ?? assessmentOf(row.roles);
      return { icb, row, assessment };
    }),
  );
}

/** One practice of an exposure, as the API gives it. */
export function practiceExposure({ icb, row, assessment }: AssessedPractice): PracticeExposure {
  return {
    odsCode: row.odsCode,
    name: row.name,
    icb,
    pcn: row.pcn ?? null,
    subIcb: row.subIcb ?? null,
    listSize: row.listSize ?? null,
    state: assessment.state,
    effect: assessment.effect ?? null,
    impacts: [...assessment.impacts],
    unknownRoles: [...assessment.unknownRoles],
    basis: assessment.basis.map(({ role, products, provenance, source }) => ({
      role,
      products,
      provenance,
      ...(source && { source }),
    })),
    reachable: [...row.reachable],
  };
}

/** What the outage of these products means, all of them down, on the day of `now`. */
export function assessOutage(
  catalogue: Catalogue,
  products: readonly ProductId[],
  now: Date,
): Assess {
  const affected = products.map((product) => ({ product, effect: 'unavailable' as const }));
  return createAssess(catalogue, affected, now.toISOString().slice(0, 10));
}
