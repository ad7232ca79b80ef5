import type { IcbSitrep, NationalCounts, Sitrep } from '@registry/domain';
import { londonTimeSeenAt } from '@registry/domain';
import { drawTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { count, figure, listed, nameOf, plainText } from '../terminal/wording.ts';
import { exerciseMark } from './wording.ts';

/** Moments shown, the latest; the API has them all. */
const MOST_MOMENTS = 12;

/** A group of practices, or all of them, and what is counted of them. */
interface Line {
  code: string | null;
  name: string;
  counts: NationalCounts;
}

/**
 * A situation report in words and tables. `width` is the terminal's, to which they are wrapped; as
 * wide as they need without.
 */
export function sitrepText(report: Sitrep, now: Date, width?: number): string {
  const national = 'byIcb' in report;
  return [
    headline(report, now),
    ...(national ? [groupTable('ICB', report, report.byIcb, width)] : icbTables(report, width)),
    ...(national ? [] : [timesText(report, now, width), ...opelLines(report)]),
  ].join('\n\n');
}

function headline({ outage, asOf, counts }: Sitrep, now: Date): string {
  const { practices, patients, heard, notHeard, down, partly, working, back } = counts;
  const [since, at] = [outage.declaredAt, asOf].map((each) =>
    londonTimeSeenAt(new Date(each), now),
  );
  const whole = practices === null ? 'Practices not known' : count(practices, 'practice');
  return [
    `${exerciseMark(outage)}${plainText(outage.title)} (${listed(outage.products.map(nameOf))}): ${outage.status}, declared ${since}, as of ${at}.`,
    `${whole}, ${known(patients)} patients: ${figure(heard)} heard, ${known(notHeard)} not heard; ${figure(down)} down, ${figure(partly)} partly working, ${figure(working)} working, ${figure(back)} back.`,
    `Down or partly working for ${known(counts.patientsDown)} patients; nobody heard for ${known(counts.patientsNotHeard)}. Without a list size, so in neither: ${known(counts.withoutListSize)}.`,
  ].join('\n');
}

function icbTables(report: IcbSitrep, width?: number): string[] {
  const { byPcn, bySubIcb } = report;
  if (byPcn === null || bySubIcb === null)
    return [
      groupTable('All', report, [], width),
      'PCNs and sub-ICB locations are not known: the register’s roster cannot be read.',
    ];
  return [
    groupTable('PCN', report, byPcn, width),
    groupTable('Sub-ICB location', report, bySubIcb, width),
  ];
}

/** The total, then a row for each group. */
function groupTable(
  kind: string,
  { counts }: Pick<Sitrep, 'counts'>,
  groups: readonly ({ code: string | null; name: string } & NationalCounts)[],
  width?: number,
): string {
  const lines: Line[] = [
    { code: null, name: 'Total', counts },
    ...groups.map(({ code, name, ...of }) => ({ code, name, counts: of })),
  ];
  return drawTable(columnsFor(kind), lines, width);
}

function columnsFor(kind: string): Column<Line>[] {
  return [
    {
      head: kind,
      width: 20,
      elastic: true,
      cell: ({ code, name }) => plainText(code === null ? name : `${name} (${code})`),
    },
    counted('Practices', 11, ({ practices }) => practices),
    counted('Told', 7, ({ told }) => told),
    counted('Delivered', 11, ({ delivered }) => delivered),
    counted('Heard', 7, ({ heard }) => heard),
    counted('Not heard', 7, ({ notHeard }) => notHeard),
    counted('Down', 6, ({ down }) => down),
    counted('Partly working', 9, ({ partly }) => partly),
    counted('Working', 9, ({ working }) => working),
    counted('Back', 6, ({ back }) => back),
    counted('Asks for help', 7, (of) => of.asksForHelp),
  ];
}

function counted(
  head: string,
  width: number,
  of: (counts: NationalCounts) => number | null,
): Column<Line> {
  return { head, width, align: 'right', cell: ({ counts }) => known(of(counts)) };
}

function timesText({ byTime }: IcbSitrep, now: Date, width?: number): string {
  if (byTime.length === 0) return 'By time: no quarter of an hour has gone by yet.';
  const column = (head: string, of: (at: (typeof byTime)[number]) => number) => ({
    head,
    width: 10,
    align: 'right' as const,
    cell: (at: (typeof byTime)[number]) => figure(of(at)),
  });
  return drawTable(
    [
      { head: 'By', width: 20, cell: ({ at }) => londonTimeSeenAt(new Date(at), now) },
      column('Heard', ({ heard }) => heard),
      column('Down', ({ down }) => down),
      column('Partly working', ({ partly }) => partly),
      column('Working', ({ working }) => working),
      column('Back', ({ back }) => back),
    ],
    byTime.slice(-MOST_MOMENTS),
    width,
  );
}

function opelLines({ opel }: IcbSitrep): string[] {
  if (!opel) return [];
  const { opel1, opel2, opel3, opel4, notSaid, notHeard } = opel;
  return [
    `By their own word, as OPEL levels: ${figure(opel1)} at 1, ${figure(opel2)} at 2, ${figure(opel3)} at 3, ${figure(opel4)} at 4; ${figure(notSaid)} heard but not how they are, ${figure(notHeard)} not heard.`,
  ];
}

function known(value: number | null): string {
  return value === null ? 'not known' : figure(value);
}
