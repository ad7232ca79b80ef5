import type { NamedCode } from '../words/codes.ts';
import type { Assessment } from './assess.ts';
import type { ExposureState, Totals } from './answer.ts';
import type { RosterRow } from '../register/roster.ts';

/** A practice and what the outage means for it. */
export interface Assessed {
  row: RosterRow;
  assessment: Assessment;
}

type States = Record<ExposureState, number>;

/** Practices of one group for whom an outage means the same, to be counted together. */
export interface Counted {
  pcn: NamedCode | undefined;
  subIcb: NamedCode | undefined;
  state: ExposureState;
  practices: number;
  /** Registered patients of those whose list size is published. */
  patients: number;
  withoutListSize: number;
}

/** One practice, to be counted. */
export function countedOf({ row, assessment: { state } }: Assessed): Counted {
  const { pcn, subIcb, listSize } = row;
  const isPublished = listSize !== undefined;
  return {
    pcn,
    subIcb,
    state,
    practices: 1,
    patients: listSize ?? 0,
    withoutListSize: isPublished ? 0 : 1,
  };
}

/**
 * Counts of practices that can be added up: PCNs by their codes, as one may have practices in
 * several ICBs.
 */
export interface Tally {
  practices: States;
  patients: States;
  withoutListSize: number;
  /** Practices by state of each PCN; practices in none are in no PCN's count. */
  pcns: ReadonlyMap<string, States>;
}

/** Totals of a group of practices: a PCN, a sub-ICB location; `null` for those in none. */
export interface GroupTotals {
  group: NamedCode | null;
  totals: Totals;
}

const none = (): States => ({ hit: 0, 'not-hit': 0, unknown: 0 });

/** Counts practices and their patients by state, and by PCN. */
export function tallyOf(counted: readonly Counted[]): Tally {
  const tally = emptyTally();
  for (const each of counted) count(tally, each);
  return tally;
}

/** A tally that is being counted. */
interface Counting extends Tally {
  pcns: Map<string, States>;
}

function emptyTally(): Counting {
  return { practices: none(), patients: none(), withoutListSize: 0, pcns: new Map() };
}

function count(tally: Counting, counted: Counted): void {
  const { pcn, state, practices } = counted;
  tally.practices[state] += practices;
  tally.patients[state] += counted.patients;
  tally.withoutListSize += counted.withoutListSize;
  if (pcn) statesIn(tally.pcns, pcn.code)[state] += practices;
}

/** Several tallies as one. */
export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const tally of tallies) {
    addStates(sum.practices, tally.practices);
    addStates(sum.patients, tally.patients);
    sum.withoutListSize += tally.withoutListSize;
    for (const [code, states] of tally.pcns) addStates(statesIn(sum.pcns, code), states);
  }
  return sum;
}

/** A tally as answers show it. */
export function totalsOf({ practices, patients, withoutListSize, pcns }: Tally): Totals {
  const kinds = { wholly: 0, partly: 0, unknown: 0, untouched: 0 };
  for (const states of pcns.values()) kinds[kindOf(states)] += 1;
  return {
    practices: practices.hit + practices['not-hit'] + practices.unknown,
    hit: practices.hit,
    notHit: practices['not-hit'],
    unknown: practices.unknown,
    patients: { hit: patients.hit, notHit: patients['not-hit'], unknown: patients.unknown },
    withoutListSize,
    pcns: pcns.size,
    pcnsWhollyHit: kinds.wholly,
    pcnsPartlyHit: kinds.partly,
    pcnsUnknown: kinds.unknown,
    pcnsUntouched: kinds.untouched,
  };
}

/**
 * Counts practices and patients by state, and PCNs by whether all, some or none of their practices
 * here are hit.
 */
export function countTotals(assessed: readonly Assessed[]): Totals {
  return totalsOf(tallyOf(assessed.map(countedOf)));
}

/**
 * Totals for each group of practices, in the order of the groups' codes; those without a group come
 * last.
 */
export function countByGroup(
  counted: readonly Counted[],
  groupOf: (counted: Counted) => NamedCode | undefined,
): GroupTotals[] {
  const groups = new Map<string, { group: NamedCode | null; tally: Counting }>();
  for (const each of counted) {
    const group = groupOf(each) ?? null;
    const code = group?.code ?? '~';
    const known = groups.get(code) ?? { group, tally: emptyTally() };
    groups.set(code, known);
    count(known.tally, each);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { group, tally }]) => ({ group, totals: totalsOf(tally) }));
}

function kindOf(states: States): 'wholly' | 'partly' | 'unknown' | 'untouched' {
  if (states.hit > 0) return states['not-hit'] + states.unknown === 0 ? 'wholly' : 'partly';
  return states.unknown > 0 ? 'unknown' : 'untouched';
}

function statesIn(pcns: Map<string, States>, code: string): States {
  const known = pcns.get(code);
  if (known) return known;
  const states = none();
  pcns.set(code, states);
  return states;
}

function addStates(into: States, states: States): void {
  into.hit += states.hit;
  into['not-hit'] += states['not-hit'];
  into.unknown += states.unknown;
}
