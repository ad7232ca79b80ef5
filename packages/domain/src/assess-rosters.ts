import type { Catalogue, Effect, ProductId } from './catalogue.ts';
import type { Assess, Assessment } from './exposure.ts';
import { createAssess } from './exposure.ts';
import type { Affected, PracticeExposure, Said, Totals } from './exposure-answer.ts';
import type { Outage } from './outage.ts';
import type { IcbCode } from './codes.ts';
import type { RecordedRole, Roster } from './roster.ts';
import type { Assessed, GroupTotals, Tally } from './totals.ts';
import { addTallies, countByGroup, tallyOf, totalsOf } from './totals.ts';

/** A practice, what the outage means for it, and the ICB that holds it. */
export interface AssessedPractice extends Assessed {
  icb: IcbCode;
}

/** Rosters outlive questions: what each profile holds is written out once. */
const contents = new WeakMap<readonly RecordedRole[], string>();

function contentOf(roles: readonly RecordedRole[]): string {
  const known = contents.get(roles) ?? JSON.stringify(roles);
  contents.set(roles, known);
  return known;
}

/** A roster, and what the outage means for each of its practices. */
export interface AssessedRoster {
  roster: Roster;
  practices: readonly AssessedPractice[];
  /** Counted when first asked for. */
  counts: () => RosterCounts;
}

/** Counts of one ICB's practices, whole and by group. */
export interface RosterCounts {
  tally: Tally;
  totals: Totals;
  bySubIcb: readonly GroupTotals[];
  byPcn: readonly GroupTotals[];
}

/** What one question has been answered for already. */
interface Answers {
  byContent: Map<string, Assessment>;
  byRoster: WeakMap<Roster, AssessedRoster>;
  /** The latest answer as a whole. */
  latest: readonly AssessedRoster[];
}

/** On the day everyone asks the same question of rosters that hardly change: neither is worked out twice. */
const answers = new WeakMap<Assess, Answers>();

/** Assesses every practice of some rosters; practices that are alike, in whatever ICB, are worked out once. */
export function assessRosters(
  rosters: readonly Roster[],
  assess: Assess,
): readonly AssessedRoster[] {
  const known: Answers = answers.get(assess) ?? {
    byContent: new Map(),
    byRoster: new WeakMap(),
    latest: [],
  };
  answers.set(assess, known);
  const assessed = rosters.map((roster) => {
    const one = known.byRoster.get(roster) ?? assessRoster(roster, assess, known.byContent);
    known.byRoster.set(roster, one);
    return one;
  });
  if (!isSame(assessed, known.latest)) known.latest = assessed;
  return known.latest;
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

function assessRoster(
  roster: Roster,
  assess: Assess,
  byContent: Map<string, Assessment>,
): AssessedRoster {
  const byRoles = new Map<readonly RecordedRole[], Assessment>();
  const assessmentOf = (roles: readonly RecordedRole[]): Assessment => {
    const content = contentOf(roles);
    const assessment = byContent.get(content) ?? assess(roles);
    byContent.set(content, assessment);
    byRoles.set(roles, assessment);
    return assessment;
  };
  const practices = roster.rows.map((row) => {
    const assessment = byRoles.get(row.roles) ?? assessmentOf(row.roles);
    return { icb: roster.icb, row, assessment };
  });
  let counts: RosterCounts | undefined;
  return { roster, practices, counts: () => (counts ??= countPractices(practices)) };
}

function countPractices(practices: readonly AssessedPractice[]): RosterCounts {
  const tally = tallyOf(practices);
  return {
    tally,
    totals: totalsOf(tally),
    bySubIcb: countByGroup(practices, ({ subIcb }) => subIcb),
    byPcn: countByGroup(practices, ({ pcn }) => pcn),
  };
}

/** What was worked out of an answer as a whole. */
const wholes = new WeakMap<
  readonly AssessedRoster[],
  { practices?: readonly AssessedPractice[]; totals?: Totals }
>();

function wholeOf(rosters: readonly AssessedRoster[]) {
  const known = wholes.get(rosters) ?? {};
  wholes.set(rosters, known);
  return known;
}

/** The practices of all these rosters, by ODS code. */
export function practicesIn(rosters: readonly AssessedRoster[]): readonly AssessedPractice[] {
  const whole = wholeOf(rosters);
  return (whole.practices ??= rosters
    .flatMap(({ practices }) => practices)
    .sort((a, b) => (a.row.odsCode < b.row.odsCode ? -1 : 1)));
}

/** Totals of all these rosters together. */
export function totalsIn(rosters: readonly AssessedRoster[]): Totals {
  const whole = wholeOf(rosters);
  return (whole.totals ??= totalsOf(addTallies(rosters.map(({ counts }) => counts().tally))));
}

/** One practice of an exposure, as the API gives it, beside what it says itself. */
export function practiceExposure(
  { icb, row, assessment }: AssessedPractice,
  said: Said | undefined,
): PracticeExposure {
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
    said: said ?? null,
  };
}

/** The products of an outage, each with how badly it is in trouble: `unavailable` where `effects` does not say. */
export function affectedOf(
  products: readonly ProductId[],
  effects: Partial<Record<ProductId, Effect>>,
): Affected[] {
  return products.map((product) => ({ product, effect: effects[product] ?? 'unavailable' }));
}

/** What an outage of these products means on the day of `now`. */
export function assessOutage(
  catalogue: Catalogue,
  { products, effects }: Pick<Outage, 'products' | 'effects'>,
  now: Date,
): Assess {
  return createAssess(catalogue, affectedOf(products, effects), now.toISOString().slice(0, 10));
}
