import type { ExposurePage } from '@registry/contract';
import type { PracticeExposure } from '@registry/domain';
import { inNoRecord, londonTimeSeenAt, roleNames } from '@registry/domain';
import { stateWords } from './wording.ts';
import type { Heading } from './heading.ts';
import type { Column } from '../terminal/table.ts';
import { drawTable } from '../terminal/table.ts';
import { figure, listed, nameOf, ukDate } from '../terminal/wording.ts';
import { figures, totalsColumns } from './totals-columns.ts';

type IcbRow = Heading['byIcb'][number];

const icbColumns: Column<IcbRow>[] = [
  { head: 'ICB', width: 7, cell: ({ icb }) => icb },
  { head: 'Name', width: 30, elastic: true, cell: ({ name }) => name },
  figures('Practices', 11, ({ practices }) => practices),
  ...totalsColumns<IcbRow>((row) => row),
];

/**
 * A row for each ICB, most hit first. `width` is the terminal's, in characters, to which it is
 * wrapped; as wide as it needs where there is none.
 */
export function icbTable({ byIcb }: Heading, width?: number): string {
  const rows = byIcb.toSorted((a, b) => b.hit - a.hit || a.icb.localeCompare(b.icb));
  return drawTable(icbColumns, rows, width);
}

/** A row for each practice with the reason, in the order given; wrapped as `icbTable` is. */
export function practiceTable(
  { practices, asOf }: Pick<ExposurePage, 'practices' | 'asOf'>,
  width?: number,
): string {
  const severalIcbs = new Set(practices.map(({ icb }) => icb)).size > 1;
  const asked = practices.some(({ said }) => said !== null);
  const columns: Column<PracticeExposure>[] = [
    ...(severalIcbs ? [{ head: 'ICB', width: 7, cell: icbOf }] : []),
    { head: 'ODS code', width: 8, cell: ({ odsCode }) => odsCode },
    { head: 'Practice', width: 24, cell: ({ name }) => name },
    { head: 'PCN', width: 18, cell: ({ pcn }) => pcn?.name ?? 'none' },
    { head: 'Patients', width: 10, align: 'right', cell: patientsOf },
    { head: 'State', width: 13, cell: stateOf },
    ...(asked
      ? [{ head: 'Says', width: 12, cell: (row: PracticeExposure) => saysOf(row, asOf) }]
      : []),
    { head: 'Why', width: 26, elastic: true, cell: (row) => reasons(row).join('\n') },
  ];
  return drawTable(columns, practices, width);
}

function icbOf({ icb }: PracticeExposure): string {
  return icb;
}

function patientsOf({ listSize }: PracticeExposure): string {
  return listSize === null ? 'unknown' : figure(listSize);
}

function stateOf({ state, effect }: PracticeExposure): string {
  return effect === null ? stateWords[state] : `${stateWords[state]}: ${effect}`;
}

/** What a practice says of itself, and when; nothing where it was not told of an outage. */
function saysOf({ said }: PracticeExposure, asOf: string): string {
  if (said === null) return '';
  if (said.at === null) return 'not heard';
  const answers = [said.down, said.status].flatMap((answer) => answer ?? []);
  return [...answers, londonTimeSeenAt(new Date(said.at), new Date(asOf))].join('\n');
}

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
  const unnameable = practice.unnameable.map((id) => inNoRecord(nameOf(id)));
  return [...hits, ...unknowns, ...unnameable, ...grounds];
}

function ground({ role, products, provenance, source }: PracticeExposure['basis'][number]): string {
  const what = products.length ? listed(products.map(nameOf)) : 'recorded as none';
  const when = source ? ` ${ukDate(source.asAt)}` : '';
  return `${roleNames[role]}: ${what} (${provenance}${when})`;
}
