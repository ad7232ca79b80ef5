import type { Board, BoardRow } from '@registry/domain';
import { csvCell, londonTimeSeenAt } from '@registry/domain';
import { troubleOf } from '../exposure/wording.ts';
import { exerciseMark, promise, standing, stoppedLines, usesWords } from './wording.ts';
import { dialled, plainText } from '../terminal/wording.ts';
import { drawTable } from '../terminal/table.ts';
import { count, figure } from '../terminal/wording.ts';

const downWords = { down: 'down', partly: 'partly', back: 'back', working: 'working' } as const;
const alertWords = {
  pending: 'being sent',
  sent: 'sent',
  waiting: 'waits for the provider since',
  failed: 'failed',
  unreachable: 'no contact',
} as const;

/** What the board comes to: exposed is not down, and whoever is not heard of is counted apart. */
export function boardHeadline({ outage, counts, practices, sending }: Board, now: Date): string {
  const { exposed, asked, confirmedDown, working, notHeard, unreachable, waiting } = counts;
  const { delivered, toRing } = counts;
  return [
    ...stoppedLines(sending, now),
    `${exerciseMark(outage)}${plainText(outage.title)} (${troubleOf(outage)}): ${standing(outage)}, update ${outage.lastUpdate}; next update ${promise(outage, now)}.`,
    `${count(exposed, 'practice')} may be affected${asked === 0 ? '' : `, ${figure(asked)} asked whether they use it`}: ${figure(confirmedDown)} confirmed down, ${figure(working)} working or back, ${figure(notHeard)} not heard, of whom no message can reach ${figure(unreachable)}.`,
    ...(practices.length === 0
      ? []
      : [
          `${figure(delivered)} known to be reached, by receipt; ${figure(toRing)} to be rung: registry outage chase ${outage.id} --icb ${outage.icb}`,
        ]),
    ...(waiting === 0 ? [] : [waitingLine(practices, waiting, now)]),
  ].join('\n');
}

/** Messages that no provider takes just now: since when, and what the provider says. */
function waitingLine(practices: readonly BoardRow[], many: number, now: Date): string {
  const waiting = practices.flatMap((row) => row.waiting ?? []);
  const [first] = waiting.toSorted((a, b) => (a.since < b.since ? -1 : 1));
  const since = first ? ` since ${londonTimeSeenAt(new Date(first.since), now)}` : '';
  const reasons = [...new Set(waiting.map(({ reason }) => reason))].join(', ');
  return `THE PROVIDER TAKES NO MESSAGE for ${count(many, 'practice')}${since} (${reasons}). Messages go out when that is mended; ring meanwhile.`;
}

/** How much a practice needs looking at, 0 most: its own word first, then nobody’s word. */
function trouble({ down, status, acknowledgedAt, chase }: BoardRow): number {
  if (chase.state === 'help' || down === 'down' || status === 'closed') return 0;
  if (down === 'partly' || status === 'limited') return 1;
  if (acknowledgedAt === null) return chase.state === 'ring' ? 2 : 3;
  return status === 'coping' || down === null ? 4 : 5;
}

/**
 * The board's practices, worst first: down, partly, to be rung, not heard, coping, well; each by
 * ODS code.
 */
export function worstFirst(practices: readonly BoardRow[]): BoardRow[] {
  return practices.toSorted(
    (a, b) => trouble(a) - trouble(b) || a.odsCode.localeCompare(b.odsCode),
  );
}

/**
 * A row for each practice, worst first. `width` is the terminal's, to which it is wrapped; as wide
 * as it needs without.
 */
export function boardTable({ practices }: Board, now: Date, width?: number): string {
  return drawTable(
    [
      { head: 'ODS', width: 8, cell: ({ odsCode }) => odsCode },
      { head: 'Practice', width: 25, cell: ({ name }) => plainText(name) },
      { head: 'Alert', width: 18, cell: (row) => alertOf(row, now) },
      { head: 'Says', width: 20, cell: (row) => saysOf(row, now) },
      { head: 'How it is', width: 11, cell: ({ status }) => status ?? '' },
      { head: 'Needs', width: 20, elastic: true, cell: needsOf },
      { head: 'Ring', width: 16, cell: (row) => ringOf(row, now) },
    ],
    worstFirst(practices),
    width,
  );
}

function alertOf({ alert, firstSentAt, deliveredAt, waiting, told }: BoardRow, now: Date): string {
  const at = waiting?.since ?? deliveredAt ?? firstSentAt;
  const word = alert === 'sent' && deliveredAt !== null ? 'delivered' : alertWords[alert];
  const when = at === null || alert === 'failed' ? '' : ` ${londonTimeSeenAt(new Date(at), now)}`;
  const reasons = told.flatMap(({ channel, reason }) =>
    reason === null ? [] : [`${channel}: ${plainText(reason)}`],
  );
  return [`${word}${when}`, ...reasons].join('\n');
}

/** The numbers to ring, and who is doing so, or did in vain. */
function ringOf({ chase }: BoardRow, now: Date): string {
  const { claimedBy, rungAt, rungBy, times } = chase;
  return [
    ...chase.numbers.map(dialled),
    ...(claimedBy === null ? [] : [`${plainText(claimedBy)} is ringing`]),
    ...(rungAt === null || rungBy === null
      ? []
      : [
          `rung ${times === 1 ? 'once' : `${times} times`}, last ${londonTimeSeenAt(new Date(rungAt), now)} by ${plainText(rungBy)}`,
        ]),
  ].join('\n');
}

function saysOf(
  { uses, down, acknowledgedAt, answeredBy, heardBy, late }: BoardRow,
  now: Date,
): string {
  if (acknowledgedAt === null) return 'not heard';
  const heard = heardBy === null ? '' : ` by telephone to ${plainText(heardBy)}`;
  const who = answeredBy === null ? '' : `${plainText(answeredBy)}${heard}, `;
  const when = londonTimeSeenAt(new Date(acknowledgedAt), now);
  const what = down === null ? (uses === null ? 'answered' : usesWords[uses]) : downWords[down];
  return `${what}${late ? ' (late)' : ''}\n${who}first heard ${when}`;
}

function needsOf({ needs, note }: BoardRow): string {
  return [needs, note].flatMap((text) => (text ? [plainText(text)] : [])).join('\n');
}

const csvColumns = [
  'ODS code',
  'Practice',
  'Effect',
  'Alert',
  'First sent',
  'Delivered',
  'Not delivered',
  'First heard',
  'Answered by',
  'Heard by telephone by',
  'Late',
  'Uses it',
  'Says',
  'How it is',
  'Needs',
  'Note',
  'Chase',
  'Ring',
  'Being rung by',
  'Last rung',
];

/**
 * The board as CSV for a spreadsheet: UTF-8 with a byte order mark, CRLF, worst first; moments in
 * UTC.
 */
export function boardCsv({ practices }: Board): string {
  const lines = worstFirst(practices).map((row) => [
    row.odsCode,
    row.name,
    row.effect ?? '',
    row.alert,
    row.firstSentAt ?? '',
    row.deliveredAt ?? '',
    row.told.flatMap(({ channel, reason }) => (reason ? [`${channel}: ${reason}`] : [])).join('; '),
    row.acknowledgedAt ?? '',
    row.answeredBy ?? '',
    row.heardBy ?? '',
    row.late ? 'late' : '',
    row.uses ?? '',
    row.down ?? '',
    row.status ?? '',
    row.needs ?? '',
    row.note ?? '',
    row.chase.state,
    row.chase.numbers.map(dialled).join(' '),
    row.chase.claimedBy ?? '',
    row.chase.rungAt ?? '',
  ]);
  return `\uFEFF${[csvColumns, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
}
