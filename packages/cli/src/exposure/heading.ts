import type { ExposurePage, ExposureSummary } from '@registry/contract';
import { plainText } from '../terminal/wording.ts';
import { inTrouble, reachWords, totalsText } from './wording.ts';
import { count, nameOf, titled, ukTime } from '../terminal/wording.ts';

/** What every exposure answer begins with. */
export type Heading = Omit<ExposureSummary, 'bySubIcb' | 'byPcn'>;

/** What it comes to: how many, how far it reaches, what else is touched; a few lines. */
export function headingText(heading: Heading): string {
  const { affected, reach, totals, byIcb, asOf } = heading;
  const where = byIcb.length === 1 ? byIcb[0]?.name : count(byIcb.length, 'ICB');
  const unsized = totals.withoutListSize;
  return [
    totalsText(inTrouble(affected), totals, ` in ${where ?? 'no ICB'}`),
    ...(unsized > 0
      ? [
          `The list size of ${count(unsized, 'practice')} is not published and is in no count of patients.`,
        ]
      : []),
    `Reach: ${reachWords(reach, affected.length)}.`,
    ...knockOnLines(heading),
    `As recorded on ${ukTime(asOf)}. May be affected is not the same as down.`,
  ].join('\n');
}

/** Products touched that fill no role at a practice, each with the chain that explains it. */
function knockOnLines({ knockOns }: Pick<Heading, 'knockOns'>): string[] {
  const lines = knockOns.map(
    ({ product, effect, because }) =>
      `${nameOf(product)} ${effect} (${because.map(nameOf).join(' → ')})`,
  );
  return lines.length <= 1
    ? lines.map((line) => `Also touched: ${line}.`)
    : ['Also touched:', ...lines.map((line) => `  ${line}`)];
}

/**
 * The outages of these products that are open in the ICB: what practices say comes from their
 * boards.
 */
export function openOutages({ outages }: Pick<ExposurePage, 'outages'>): string[] {
  return outages.map(
    ({ id, title, status }) =>
      `${status === 'recovering' ? 'Recovering' : 'Open'} here: “${plainText(title)}” (${id}). What practices say of themselves stands beside what is inferred.`,
  );
}

/** ICBs that the figures leave out, because their roster cannot be read: a warning each. */
export function gaps({ unavailable }: Pick<Heading, 'unavailable'>): string[] {
  return unavailable.map(
    ({ icb, name }) =>
      `WARNING: the roster of ${titled(name, icb)} cannot be read. Its practices are in NONE of these figures. Nothing recorded is lost: registry rebuild-roster --icb ${icb} makes it again.`,
  );
}
