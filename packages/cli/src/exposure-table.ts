import type { ExposureState, ExposureSummary, PracticeExposure } from '@registry/domain';
import { roleNames } from '@registry/domain';
import Table from 'cli-table3';
import { count, figure, listed, nameOf, ukDate } from './wording.ts';

/** What people read for a state. A not-hit is never "safe": only no link is recorded. */
const stateWords: Record<ExposureState, string> = {
  hit: 'may be affected',
  unknown: 'unknown',
  'not-hit': 'no link recorded',
};

/** One sentence that answers "how many of mine": practices, patients, PCNs, and how many are unknown. */
export function headline({ products, totals, byIcb, byPcn }: ExposureSummary): string {
  const pcns = new Set(byPcn.flatMap(({ pcn }) => (pcn ? [pcn.code] : [])));
  const where = byIcb.length === 1 ? byIcb[0]?.name : count(byIcb.length, 'ICB');
  const parts = [
    `${listed(products.map(nameOf))} may affect ${figure(totals.hit)} of ${count(totals.practices, 'practice')} in ${where ?? 'no ICB'}`,
    count(totals.patients.hit, 'patient'),
    `${figure(totals.pcnsWhollyHit)} of ${count(pcns.size, 'PCN')} wholly`,
    `${figure(totals.unknown)} unknown`,
    `${figure(totals.notHit)} with no link recorded`,
  ];
  const note = totals.withoutListSize
    ? ` The list size of ${count(totals.withoutListSize, 'practice')} is not published and is in no count of patients.`
    : '';
  return `${parts.join('; ')}.${note}`;
}

/** A row for each ICB, most hit first. */
export function icbTable({ byIcb }: ExposureSummary): string {
  const table = new Table({
    head: [
      'ICB',
      'Name',
      'Practices',
      'May be affected',
      'Patients of those',
      'Unknown',
      'No link recorded',
      'PCNs wholly',
    ],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: plain,
  });
  for (const row of byIcb.toSorted((a, b) => b.hit - a.hit || a.icb.localeCompare(b.icb)))
    table.push([
      row.icb,
      row.name,
      figure(row.practices),
      figure(row.hit),
      figure(row.patients.hit),
      figure(row.unknown),
      figure(row.notHit),
      figure(row.pcnsWhollyHit),
    ]);
  return table.toString();
}

/** Widths of the columns of practices but for the last, and the least that the last can do with. */
const widths = [10, 30, 24, 11, 17];
const leastWidth = 40;

/**
 * A row for each practice with the reason: hit first, then unknown, then no link recorded. `columns` is the terminal's width
 * in characters, to which it is wrapped; as wide as it needs where there is none.
 */
export function practiceTable(practices: readonly PracticeExposure[], columns?: number): string {
  const taken = widths.reduce((sum, width) => sum + width + 1, 2);
  const table = new Table({
    ...(columns === undefined
      ? {}
      : { wordWrap: true, colWidths: [...widths, Math.max(leastWidth, columns - taken)] }),
    head: ['ODS code', 'Practice', 'PCN', 'Patients', 'State', 'Why'],
    colAligns: ['left', 'left', 'left', 'right', 'left', 'left'],
    style: plain,
  });
  const order: ExposureState[] = ['hit', 'unknown', 'not-hit'];
  for (const practice of practices.toSorted(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state),
  ))
    table.push([
      practice.odsCode,
      practice.name,
      practice.pcn?.name ?? 'none',
      practice.listSize === null ? 'unknown' : figure(practice.listSize),
      stateWords[practice.state],
      reasons(practice).join('\n'),
    ]);
  return table.toString();
}

const plain = { head: [], border: [], compact: true };

/** Why a practice is hit, unknown, or has no link recorded: a sentence for each role concerned. */
export function reasons(practice: PracticeExposure): string[] {
  const hits = practice.impacts.map(
    ({ role, effect, because }) =>
      `${roleNames[role]}: ${because.map(nameOf).join(' → ')} ${effect}`,
  );
  const unknowns = practice.unknownRoles.map(({ role, reason, products }) =>
    reason === 'not-recorded'
      ? `${roleNames[role]}: not recorded`
      : `${roleNames[role]}: sources contradict each other (${listed(products.map(nameOf))})`,
  );
  const grounds = practice.state === 'not-hit' ? practice.basis.map(ground) : [];
  return [...hits, ...unknowns, ...grounds];
}

function ground({ role, products, provenance, source }: PracticeExposure['basis'][number]): string {
  const what = products.length ? listed(products.map(nameOf)) : 'recorded as none';
  const when = source ? ` ${ukDate(source.asAt)}` : '';
  return `${roleNames[role]}: ${what} (${provenance}${when})`;
}
