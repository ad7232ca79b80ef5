import type { Catalogue, NamedCode, PracticeExposure, Totals } from '@registry/domain';

/**
 * What PostgreSQL counts, a row for each PCN in each sub-ICB location in each ICB; null for
 * practices in none.
 */
export type Cell = [
  ...[icb: string, subIcb: string | null, pcn: string | null],
  ...[hit: number, notHit: number, unknown: number],
  ...[patientsHit: number, patientsNotHit: number, patientsUnknown: number],
  withoutListSize: number,
];

/** Totals of some cells. */
export function totalsOf(cells: readonly Cell[]): Totals {
  const sum = { hit: 0, notHit: 0, unknown: 0 };
  const patients = { hit: 0, notHit: 0, unknown: 0 };
  const pcns = new Map<string, [hit: number, notHit: number, unknown: number]>();
  let withoutListSize = 0;
  for (const [, , pcn, hit, notHit, unknown, ...more] of cells) {
    sum.hit += hit;
    sum.notHit += notHit;
    sum.unknown += unknown;
    patients.hit += more[0];
    patients.notHit += more[1];
    patients.unknown += more[2];
    withoutListSize += more[3];
    if (pcn === null) continue;
    const known = pcns.get(pcn) ?? [0, 0, 0];
    pcns.set(pcn, [known[0] + hit, known[1] + notHit, known[2] + unknown]);
  }
  const kinds = { wholly: 0, partly: 0, unknown: 0, untouched: 0 };
  for (const [hit, notHit, unknown] of pcns.values()) {
    if (hit > 0) kinds[notHit + unknown > 0 ? 'partly' : 'wholly'] += 1;
    else kinds[unknown > 0 ? 'unknown' : 'untouched'] += 1;
  }
  return {
    practices: sum.hit + sum.notHit + sum.unknown,
    ...sum,
    patients,
    withoutListSize,
    pcns: pcns.size,
    pcnsWhollyHit: kinds.wholly,
    pcnsPartlyHit: kinds.partly,
    pcnsUnknown: kinds.unknown,
    pcnsUntouched: kinds.untouched,
  };
}

/** Totals of each ICB, sorted by code. */
export function byIcb(cells: readonly Cell[], names: ReadonlyMap<string, string>) {
  return [...Map.groupBy(cells, ([icb]) => icb)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([icb, members]) => ({ icb, name: names.get(icb) ?? '', ...totalsOf(members) }));
}

/**
 * Totals of each sub-ICB location (column 1) or PCN (column 2) within each ICB, sorted by code,
 * those in none last.
 */
export function byGroup(
  cells: readonly Cell[],
  column: 1 | 2,
  names: ReadonlyMap<string, string>,
): { icb: string; group: NamedCode | null; totals: Totals }[] {
  return [...Map.groupBy(cells, ([icb]) => icb)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([icb, members]) =>
      [...Map.groupBy(members, (cell) => cell[column])]
        .sort(([a], [b]) => ((a ?? '~') < (b ?? '~') ? -1 : 1))
        .map(([code, group]) => ({
          icb,
          group: code === null ? null : { code, name: names.get(code) ?? '' },
          totals: totalsOf(group),
        })),
    );
}

/** The advice that a page's impacts name. */
export function adviceOf(
  { advice }: Catalogue,
  practices: readonly PracticeExposure[],
  today: string,
) {
  const named = new Set(practices.flatMap(({ impacts }) => impacts.flatMap((each) => each.advice)));
  return Object.fromEntries(
    advice
      .filter(({ id }) => named.has(id))
      .map(({ id, text, by, approved, reviewBy, onRecovery }) => [
        id,
        {
          text,
          by,
          approved: approved !== undefined && reviewBy >= today,
          reviewBy,
          ...(onRecovery !== undefined && { onRecovery }),
        },
      ]),
  );
}
