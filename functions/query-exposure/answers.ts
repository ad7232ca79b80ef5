import type {
  AssessedPractice,
  Catalogue,
  ExposurePage,
  ExposureState,
  ExposureSummary,
  ProductId,
  Roster,
} from '@registry/domain';
import { countByGroup, countTotals, practiceExposure } from '@registry/domain';

/** What was asked, and every practice it reaches with what the outage means for it, in the order of their rosters. */
export interface Answered {
  products: readonly ProductId[];
  rosters: readonly Roster[];
  practices: readonly AssessedPractice[];
  now: Date;
}

function heading({ products, rosters, practices, now }: Answered) {
  const byIcb = Map.groupBy(practices, ({ icb }) => icb);
  return {
    asOf: now.toISOString(),
    products: [...products],
    icbs: rosters.map(({ icb }) => icb),
    totals: countTotals(practices),
    byIcb: rosters.map(({ icb, name }) => ({
      icb,
      name,
      ...countTotals(byIcb.get(icb) ?? []),
    })),
  };
}

/** Totals only: by ICB, sub-ICB location and PCN. A PCN that spans ICBs has a row in each. */
export function summaryOf(answered: Answered): ExposureSummary {
  const byIcb = Map.groupBy(answered.practices, ({ icb }) => icb);
  const groups = answered.rosters.map(({ icb }) => ({ icb, practices: byIcb.get(icb) ?? [] }));
  return {
    ...heading(answered),
    bySubIcb: groups.flatMap(({ icb, practices }) =>
      countByGroup(practices, (row) => row.subIcb).map(({ group, totals }) => ({
        icb,
        subIcb: group,
        ...totals,
      })),
    ),
    byPcn: groups.flatMap(({ icb, practices }) =>
      countByGroup(practices, (row) => row.pcn).map(({ group, totals }) => ({
        icb,
        pcn: group,
        ...totals,
      })),
    ),
  };
}

/** Practices in one state, or all, sorted by ODS code. */
export function inState(
  practices: readonly AssessedPractice[],
  state: ExposureState | undefined,
): AssessedPractice[] {
  return practices
    .filter(({ assessment }) => state === undefined || assessment.state === state)
    .sort((a, b) => (a.row.odsCode < b.row.odsCode ? -1 : 1));
}

/** One page of practices, with the totals of the whole answer and the advice that the page's impacts name. */
export function pageOf(
  answered: Answered,
  page: readonly AssessedPractice[],
  catalogue: Catalogue,
  cursor: string | undefined,
): ExposurePage {
  const practices = page.map(practiceExposure);
  const named = new Set(
    practices.flatMap(({ impacts }) => impacts.flatMap(({ advice }) => advice)),
  );
  const today = answered.now.toISOString().slice(0, 10);
  const advice = catalogue.advice
    .filter(({ id }) => named.has(id))
    .map(
      ({ id, text, by, approved, reviewBy, onRecovery }) =>
        [
          id,
          {
            text,
            by,
            approved: approved !== undefined && reviewBy >= today,
            ...(onRecovery !== undefined && { onRecovery }),
          },
        ] as const,
    );
  return {
    ...heading(answered),
    practices,
    advice: Object.fromEntries(advice),
    ...(cursor !== undefined && { cursor }),
  };
}
