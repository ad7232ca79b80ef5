import type { OutageView } from '@registry/contract';
import type { Outage, OutageNote, OutageUpdate } from '@registry/domain';
import { londonMoment, londonTimeSeenAt } from '@registry/domain';
import { reachWords, totalsText, troubleOf } from '../exposure/wording.ts';
import { exerciseMark, promise, standing } from './wording.ts';
import { plainText } from '../terminal/wording.ts';
import { drawTable } from '../terminal/table.ts';
import { figure } from '../terminal/wording.ts';

/** A row for each outage, in the order given. */
export function outageTable(outages: readonly Outage[], now: Date): string {
  return drawTable(
    [
      { head: 'Outage', cell: ({ id }) => id },
      { head: 'Title', cell: (outage) => `${exerciseMark(outage)}${plainText(outage.title)}` },
      { head: 'Products', cell: troubleOf },
      { head: 'Status', cell: (outage) => `${standing(outage)}, update ${outage.lastUpdate}` },
      { head: 'Declared', cell: ({ declaredAt }) => londonTimeSeenAt(new Date(declaredAt), now) },
      { head: 'Next update', cell: (outage) => promise(outage, now) },
      { head: 'May be affected', align: 'right', cell: ({ totals }) => figure(totals.hit) },
    ],
    outages,
  );
}

/** An outage and its whole story, oldest first. */
export function storyText({ outage, updates, notes }: OutageView, now: Date): string {
  const { title, id, severity, reach, cause, products, totals, publicMessage } = outage;
  const events = [
    ...updates.map((update) => ({ at: update.at, text: updateText(update) })),
    ...notes.map((note) => ({ at: note.at, text: noteText(note) })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return [
    `${exerciseMark(outage)}${plainText(title)} (${id})`,
    `${severity}; reach: ${reachWords(reach, products.length)}; cause ${cause}; declared by ${outage.declaredBy}, ${londonMoment(new Date(outage.declaredAt))}.`,
    `Now ${standing(outage)}; next update ${promise(outage, now)}.`,
    totalsText(troubleOf(outage), totals),
    ...(publicMessage === undefined ? [] : [`For patients: ${plainText(publicMessage)}`]),
    '',
    ...events.map(({ text }) => text),
  ].join('\n');
}

const notifyWords = { all: 'by SMS and email', email: 'by email alone', none: 'told to nobody' };

function updateText(update: OutageUpdate): string {
  const { number, at, by, notify, message, correction } = update;
  const what = `${correction ? 'correction, ' : ''}update ${number}`;
  return `${londonMoment(new Date(at))}: ${what} by ${by}, ${standing(update)}, ${notifyWords[notify]}\n  ${plainText(message)}`;
}

function noteText({ kind, at, by, text, source }: OutageNote): string {
  const what = kind === 'action' ? `action taken, noted by ${by}` : `statement by ${plainText(by)}`;
  const from = source === undefined ? '' : ` (source: ${plainText(source)})`;
  return `${londonMoment(new Date(at))}: ${what}\n  ${plainText(text)}${from}`;
}
