import type { Assess, Assessment } from './assess.ts';
import type { PracticeExposure, Said, Totals } from './answer.ts';
import type { IcbCode } from '../words/codes.ts';
import type { RecordedRole, Roster } from '../register/roster.ts';
import type { Assessed, Counted, GroupTotals, Tally } from './totals.ts';
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

/**
 * A roster, and what the outage means for each of its practices; each part is worked out when first
 * asked for.
 */
export interface AssessedRoster {
  roster: Roster;
  practices: () => readonly AssessedPractice[];
  tally: () => Tally;
  totals: () => Totals;
  bySubIcb: () => readonly GroupTotals[];
  byPcn: () => readonly GroupTotals[];
}

/** What one question has been answered for already. */
interface Answers {
  byContent: Map<string, Assessment>;
  byRoster: WeakMap<Roster, AssessedRoster>;
  /** The latest answer as a whole. */
  latest: readonly AssessedRoster[];
}

/**
 * On the day everyone asks the same question of rosters that hardly change: neither is worked out
 * twice.
 */
const answers = new WeakMap<Assess, Answers>();

/**
 * Assesses every practice of some rosters; practices that are alike, in whatever ICB, are worked
 * out once.
 */
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
  const { icb, rows } = roster;
  const byRoles = new Map<readonly RecordedRole[], Assessment>();
  const assessmentOf = (roles: readonly RecordedRole[]): Assessment => {
    const content = contentOf(roles);
    const assessment = byContent.get(content) ?? assess(roles);
    byContent.set(content, assessment);
    byRoles.set(roles, assessment);
    return assessment;
  };
  const meaningOf = (roles: readonly RecordedRole[]) => byRoles.get(roles) ?? assessmentOf(roles);
  const counted = lazily(() =>
    cellsOf(roster).map((cell) => ({ ...cell, state: meaningOf(cell.roles).state })),
  );
  const tally = lazily(() => tallyOf(counted()));
  return {
    roster,
    practices: lazily(() => rows.map((row) => ({ icb, row, assessment: meaningOf(row.roles) }))),
    tally,
    totals: lazily(() => totalsOf(tally())),
    bySubIcb: lazily(() => countByGroup(counted(), ({ subIcb }) => subIcb)),
    byPcn: lazily(() => countByGroup(counted(), ({ pcn }) => pcn)),
  };
}

/** Works something out at its first asking, and gives the same from then on. */
function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Practices of one roster that are alike in all that is counted. */
interface Cell extends Omit<Counted, 'state'> {
  roles: readonly RecordedRole[];
}

/**
 * Rosters outlive questions: a third as many cells as practices is all that a question for totals
 * goes through.
 */
const cells = new WeakMap<Roster, readonly Cell[]>();

function cellsOf(roster: Roster): readonly Cell[] {
  const known = cells.get(roster) ?? makeCells(roster);
  cells.set(roster, known);
  return known;
}

function makeCells({ rows }: Roster): readonly Cell[] {
  const made = new Map<readonly RecordedRole[], Map<string, Cell>>();
  for (const { roles, pcn, subIcb, listSize } of rows) {
    const alike = made.get(roles) ?? new Map<string, Cell>();
    made.set(roles, alike);
    const key = `${pcn?.code ?? ''} ${subIcb?.code ?? ''}`;
    const empty = { roles, pcn, subIcb, practices: 0, patients: 0, withoutListSize: 0 };
    const cell = alike.get(key) ?? empty;
    alike.set(key, cell);
    cell.practices += 1;
    cell.patients += listSize ?? 0;
    cell.withoutListSize += listSize === undefined ? 1 : 0;
  }
  return [...made.values()].flatMap((alike) => [...alike.values()]);
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
    .flatMap(({ practices }) => practices())
    .sort((a, b) => (a.row.odsCode < b.row.odsCode ? -1 : 1)));
}

/** Totals of all these rosters together. */
export function totalsIn(rosters: readonly AssessedRoster[]): Totals {
  const whole = wholeOf(rosters);
  return (whole.totals ??= totalsOf(addTallies(rosters.map(({ tally }) => tally()))));
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
    unnameable: [...assessment.unnameable],
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
