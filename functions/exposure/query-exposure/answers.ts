import type { ExposurePage, ExposureSummary, SummaryParameters } from '@registry/contract';
import type {
  Affected,
  AssessedPractice,
  AssessedRoster,
  Catalogue,
  IcbCode,
  KnockOn,
  Reach,
} from '@registry/domain';
import { adviceShown, practiceExposure, totalsIn } from '@registry/domain';
import type { Around } from './gather.ts';

/** What was asked, and every practice in its scope with what the outage means for it, by ICB. */
export interface Answered {
  affected: readonly Affected[];
  reach: Reach;
  rosters: readonly AssessedRoster[];
  unavailable: readonly { icb: IcbCode; name: string }[];
  knockOns: readonly KnockOn[];
  now: Date;
}

function heading({ affected, reach, rosters, unavailable, knockOns, now }: Answered) {
  return {
    asOf: now.toISOString(),
    products: affected.map(({ product }) => product),
    affected: [...affected],
    reach,
    icbs: rosters.map(({ roster }) => roster.icb),
    unavailable: [...unavailable],
    totals: totalsIn(rosters),
    byIcb: rosters.map(({ roster: { icb, name }, totals }) => ({ icb, name, ...totals() })),
    knockOns: [...knockOns],
  };
}

/** Totals only: by ICB, and by sub-ICB location and PCN where asked for or nothing else was. */
export function summaryOf(
  answered: Answered,
  by: SummaryParameters['by'] = ['subIcb', 'pcn'],
): ExposureSummary {
  return {
    ...heading(answered),
    ...(by.includes('subIcb') && { bySubIcb: answered.rosters.flatMap(bySubIcbOf) }),
    ...(by.includes('pcn') && { byPcn: answered.rosters.flatMap(byPcnOf) }),
  };
}

const bySubIcbOf = ({ roster: { icb }, bySubIcb }: AssessedRoster) =>
  bySubIcb().map(({ group, totals }) => ({ icb, subIcb: group, ...totals }));
const byPcnOf = ({ roster: { icb }, byPcn }: AssessedRoster) =>
  byPcn().map(({ group, totals }) => ({ icb, pcn: group, ...totals }));

/**
 * One page of the practices that match, with the totals of the whole scope and the advice that the
 * page's impacts name.
 */
export function pageOf(
  answered: Answered,
  { page, matching, cursor }: PageOfPractices,
  catalogue: Catalogue,
  { outages, said, profile }: Around,
): ExposurePage {
  const practices = page.map((each) => practiceExposure(each, said.get(each.row.odsCode)));
  const named = new Set(
    practices.flatMap(({ impacts }) => impacts.flatMap(({ advice }) => advice)),
  );
  return {
    ...heading(answered),
    outages: outages.map(({ id, title, status }) => ({ id, title, status })),
    matching,
    practices,
    advice: adviceShown(catalogue, profile, answered.now, (id) => named.has(id)),
    ...(cursor !== undefined && { cursor }),
  };
}

/** Some of the practices that match, and where the next page goes on. */
export interface PageOfPractices {
  page: readonly AssessedPractice[];
  matching: number;
  cursor: string | undefined;
}
