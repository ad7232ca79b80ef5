import type { NamedCode } from './codes.ts';
import type { Assessment } from './exposure.ts';
import type { Totals } from './exposure-answer.ts';
import type { RosterRow } from './roster.ts';

/** A practice and what the outage means for it. */
export interface Assessed {
  row: RosterRow;
  assessment: Assessment;
}

/** Counts practices and patients by state, and the PCNs all of whose practices here are hit. */
export function countTotals(assessed: readonly Assessed[]): Totals {
  const practices = { hit: 0, 'not-hit': 0, unknown: 0 };
  const patients = { hit: 0, 'not-hit': 0, unknown: 0 };
  const pcns = new Map<string, boolean>();
  let withoutListSize = 0;
  for (const { row, assessment } of assessed) {
    practices[assessment.state] += 1;
    patients[assessment.state] += row.listSize ?? 0;
    if (row.listSize === undefined) withoutListSize += 1;
    if (row.pcn) {
      pcns.set(row.pcn.code, (pcns.get(row.pcn.code) ?? true) && assessment.state === 'hit');
    }
  }
  return {
    practices: assessed.length,
    hit: practices.hit,
    notHit: practices['not-hit'],
    unknown: practices.unknown,
    patients: { hit: patients.hit, notHit: patients['not-hit'], unknown: patients.unknown },
    withoutListSize,
    pcnsWhollyHit: [...pcns.values()].filter(Boolean).length,
  };
}

/** Totals for each group of practices, in the order of the groups' codes; those without a group come last. */
export function countByGroup(
  assessed: readonly Assessed[],
  groupOf: (row: RosterRow) => NamedCode | undefined,
): { group: NamedCode | null; totals: Totals }[] {
  const groups = new Map<string, { group: NamedCode | null; members: Assessed[] }>();
  for (const each of assessed) {
    const group = groupOf(each.row) ?? null;
    const key = group?.code ?? '~';
    const known = groups.get(key);
    if (known) known.members.push(each);
    else groups.set(key, { group, members: [each] });
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { group, members }]) => ({ group, totals: countTotals(members) }));
}
