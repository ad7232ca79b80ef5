import type { Board, ExposureChange, KeptTotals } from '@registry/domain';
import { londonTimeSeenAt, roleNames } from '@registry/domain';
import { figures, totalsColumns } from '../exposure/totals-columns.ts';
import { stateWords } from '../exposure/wording.ts';
import { drawTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { plainText } from '../terminal/wording.ts';
import { count, figure } from '../terminal/wording.ts';

/** Changes listed before the rest are only counted. */
const MOST_LISTED = 20;

/** When, in words, and what the figures were then. */
interface Moment {
  label: string;
  totals: KeptTotals;
}

const columns: readonly Column<Moment>[] = [
  { head: '', width: 22, cell: ({ label }) => label },
  ...totalsColumns<Moment>(({ totals }) => totals),
  figures('PCNs unknown', 9, ({ totals }) => totals.pcnsUnknown),
  figures('PCNs untouched', 11, ({ totals }) => totals.pcnsUntouched),
];

/**
 * Exposure when the outage was declared and now, one above the other; or why they cannot be
 * compared. `width` is the terminal's.
 */
export function thenAndNowTable({ exposure }: Board, now: Date, width?: number): string {
  if (!exposure)
    return 'Exposure when it was declared was not kept: then and now cannot be compared.';
  const { declared, now: current } = exposure;
  const at = (instant: string): string => londonTimeSeenAt(new Date(instant), now);
  const then = { label: `When declared, ${at(declared.at)}`, totals: declared.totals };
  const moments = current
    ? [then, { label: `Now, ${at(current.at)}`, totals: current.totals }]
    : [then];
  const unread = current
    ? []
    : ['Now is not known: the register’s roster cannot be read. What was declared still stands.'];
  return [drawTable(columns, moments, width), ...unread].join('\n');
}

/**
 * What changed since it was declared: practices newly hit, no longer hit, and hit or not known
 * otherwise. Nothing where it cannot be told.
 */
export function changesText({ exposure }: Board): string[] {
  const changes = exposure?.changes;
  if (!changes) return [];
  if (changes.length === 0) return ['Nothing has changed since it was declared.'];
  const kinds = (['Newly hit', 'No longer hit', 'Changed'] as const).map((kind) => ({
    kind,
    changes: changes.filter((change) => kindOf(change) === kind),
  }));
  const counted = kinds
    .filter((each) => each.changes.length > 0)
    .map((each) => `${each.kind.toLowerCase()} ${figure(each.changes.length)}`);
  const lines = kinds.flatMap(({ kind, changes: some }) =>
    some.map((change) => changeLine(kind, change)),
  );
  const more = lines.length - MOST_LISTED;
  return [
    [
      `Since it was declared, ${count(changes.length, 'practice')} changed: ${counted.join(', ')}.`,
      ...lines.slice(0, MOST_LISTED),
      ...(more > 0 ? [`  and ${figure(more)} more`] : []),
    ].join('\n'),
  ];
}

function kindOf({ was, is }: ExposureChange): 'Newly hit' | 'No longer hit' | 'Changed' {
  if (is?.state === 'hit' && was?.state !== 'hit') return 'Newly hit';
  if (was?.state === 'hit' && is?.state !== 'hit') return 'No longer hit';
  return 'Changed';
}

function changeLine(kind: string, { odsCode, name, was, is }: ExposureChange): string {
  const [before, after] = [momentWords(was), momentWords(is)];
  const what =
    before === after ? `${after}, but in another way` : `${before} when declared, now ${after}`;
  return `  ${kind}: ${odsCode} ${plainText(name)}: ${what}`;
}

/** `may be affected (unavailable: clinical system)`, `unknown (email)`, `no link recorded`. */
function momentWords(moment: ExposureChange['was']): string {
  if (!moment) return 'not in scope';
  const { state, effect, roles } = moment;
  const named = roles.map((role) => roleNames[role].toLowerCase()).join(', ');
  const about = [...(effect === null ? [] : [effect]), ...(named === '' ? [] : [named])].join(': ');
  return about === '' ? stateWords[state] : `${stateWords[state]} (${about})`;
}
