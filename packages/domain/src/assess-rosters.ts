import type { Assess, Assessment } from './exposure.ts';
import type { PracticeExposure } from './exposure-answer.ts';
import type { IcbCode } from './codes.ts';
import type { RecordedRole, Roster } from './roster.ts';
import type { Assessed } from './totals.ts';

/** A practice, what the outage means for it, and the ICB that holds it. */
export interface AssessedPractice extends Assessed {
  icb: IcbCode;
}

/** Assesses every practice of some rosters; practices that are alike are worked out once. */
export function assessRosters(rosters: readonly Roster[], assess: Assess): AssessedPractice[] {
  const known = new Map<readonly RecordedRole[], Assessment>();
  return rosters.flatMap(({ icb, rows }) =>
    rows.map((row) => {
      const assessment = known.get(row.roles) ?? assess(row.roles);
      known.set(row.roles, assessment);
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
