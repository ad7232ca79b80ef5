import * as z from 'zod';
import { IsoInstant } from '../words/codes.ts';
import type { AlertedPractice } from './alerted-practice.ts';
import { saysOf } from './board-row.ts';
import type { Says } from './board-row.ts';

/** How many practices had been heard at one moment, and what they then said. */
export const SaidByThen = z.strictObject({
  at: IsoInstant,
  heard: z.int(),
  down: z.int(),
  partly: z.int(),
  working: z.int(),
  back: z.int(),
});
type SaidByThen = z.infer<typeof SaidByThen>;

const QUARTER_MS = 15 * 60_000;
/** A day of quarter hours: more are no longer read. */
const MOST_MOMENTS = 96;

/**
 * The quarter hours from one moment to another, or every second, fourth, … of them where there
 * would be more than 96. They are those of the London clock, which is always whole hours from UTC;
 * who asks again later is given the same ones, unless the step has widened.
 */
export function quartersBetween(from: Date, to: Date): Date[] {
  let step = QUARTER_MS;
  const first = (): number => Math.ceil(from.getTime() / step);
  const many = (): number => Math.floor(to.getTime() / step) - first() + 1;
  while (many() > MOST_MOMENTS) step *= 2;
  return Array.from(
    { length: Math.max(0, many()) },
    (_, index) => new Date((first() + index) * step),
  );
}

/** What had been heard by each of these moments: each practice by its latest word then. */
export function saidOverTime(
  practices: readonly Pick<AlertedPractice, 'replies'>[],
  moments: readonly Date[],
): SaidByThen[] {
  const said = practices.map((practice) => saidBy(practice, moments));
  return moments.map((moment, index) => {
    const heard = said.flatMap((each) => each[index] ?? []);
    const count = (word: Says['down']): number => heard.filter(({ down }) => down === word).length;
    return {
      at: moment.toISOString(),
      heard: heard.length,
      down: count('down'),
      partly: count('partly'),
      working: count('working'),
      back: count('back'),
    };
  });
}

/** What a practice said by each moment; undefined where it had not been heard. */
function saidBy(
  { replies }: Pick<AlertedPractice, 'replies'>,
  moments: readonly Date[],
): (Says | undefined)[] {
  const bySize = new Map<number, Says>();
  return moments.map((moment) => {
    const given = replies.filter(({ at }) => Date.parse(at) <= moment.getTime());
    if (given.length === 0) return undefined;
    // Answers are only ever added: as many are the same ones.
    const says = bySize.get(given.length) ?? saysOf({ replies: given });
    bySize.set(given.length, says);
    return says;
  });
}
