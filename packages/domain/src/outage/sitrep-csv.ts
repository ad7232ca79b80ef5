import { csvCell } from '../exposure/csv.ts';
import type { NationalCounts, Sitrep } from './sitrep.ts';

const countColumns = [
  ['Practices', 'practices'],
  ['Registered patients', 'patients'],
  ['Told', 'told'],
  ['Delivered', 'delivered'],
  ['Heard', 'heard'],
  ['Not heard', 'notHeard'],
  ['Down', 'down'],
  ['Partly working', 'partly'],
  ['Working', 'working'],
  ['Back', 'back'],
  ['Normal', 'normal'],
  ['Coping', 'coping'],
  ['Limited', 'limited'],
  ['Closed', 'closed'],
  ['Asks for help', 'asksForHelp'],
  ['Patients where it is down or partly working', 'patientsDown'],
  ['Patients where not heard', 'patientsNotHeard'],
  ['Practices without a list size', 'withoutListSize'],
] as const satisfies [string, keyof NationalCounts][];

/** A line of the CSV: what is counted, and its counts where they are known. */
interface Line {
  code: string | null;
  name: string;
  counts: NationalCounts | undefined;
}

/**
 * A situation report as CSV for a spreadsheet: UTF-8 with a byte order mark, CRLF, the total and
 * then a row per PCN, or per ICB for NHS England. What is not known says so; moments in UTC.
 */
export function sitrepCsv(report: Sitrep): string {
  const { outage, asOf, counts } = report;
  const kind = 'byIcb' in report ? 'ICB' : 'PCN';
  const title = `${outage.exercise ? 'EXERCISE. ' : ''}${outage.title}`;
  const headings = [
    `${kind} code`,
    kind,
    ...countColumns.map(([heading]) => heading),
    'Outage',
    'As of',
  ];
  const lines: Line[] = [{ code: null, name: 'Total', counts }, ...groupLines(report)];
  const cells = lines.map((line) => [
    line.code ?? '',
    line.name,
    ...countColumns.map(([, key]) => line.counts?.[key] ?? 'not known'),
    title,
    asOf,
  ]);
  return `\uFEFF${[headings, ...cells].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

function groupLines(report: Sitrep): Line[] {
  const groups = 'byIcb' in report ? report.byIcb : report.byPcn;
  if (groups) return groups.map(({ code, name, ...counts }) => ({ code, name, counts }));
  return [{ code: null, name: 'PCNs are not known: the roster cannot be read', counts: undefined }];
}
