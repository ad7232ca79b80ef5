import * as z from 'zod';
import type { Said } from '../exposure/answer.ts';
import type { AssessedPractice } from '../exposure/rosters.ts';
import { ThenAndNow } from '../exposure/then-and-now.ts';
import type { AlertedPractice } from './alerted-practice.ts';
import { BoardRow, boardRow, isDown, saysOf } from './board-row.ts';
import type { Says } from './board-row.ts';
import { chaseList } from './chase.ts';
import { toldAmong } from './exposed.ts';
import { Outage } from './outage.ts';
import { Sending } from './sending.ts';

/** What `GET /outages/{id}/practices` answers. */
export const Board = z.strictObject({
  outage: Outage,
  counts: z.strictObject({
    exposed: z.int(),
    /** Of which nobody can say, and that are asked. */
    asked: z.int(),
    confirmedDown: z.int(),
    working: z.int(),
    notHeard: z.int(),
    unreachable: z.int(),
    /** Whose message waits for the provider. */
    waiting: z.int(),
    /** Whom a message has reached, by the provider's receipt. */
    delivered: z.int(),
    /** Who is to be rung, whoever is ringing them. */
    toRing: z.int(),
  }),
  /** Null for an outage whose exposure was not kept. */
  exposure: ThenAndNow.nullable(),
  /** Whether messages go out: `stopped` where somebody has stopped sending. */
  sending: Sending,
  /** None for NHS England, which has counts. */
  practices: z.array(BoardRow),
});
/** What `GET /outages/{id}/practices` answers. */
export type Board = z.infer<typeof Board>;

/**
 * The board of an outage, by ODS code. `confirmedDown` counts practices that say down or partly,
 * `working` those that say working or back, `notHeard` those that have answered nothing,
 * unreachable ones included.
 */
export function board(
  outage: Outage,
  practices: readonly AlertedPractice[],
  exposure: ThenAndNow | null,
  { sending, ringAfter, now }: { sending: Sending; ringAfter: number; now: Date },
): Board {
  const rows = practices
    .map((practice) => boardRow(practice, { outage, ringAfter, now }))
    .sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1));
  const count = (counts: (row: BoardRow) => boolean): number => rows.filter(counts).length;
  return {
    outage,
    counts: {
      exposed: count(({ state }) => state === 'hit'),
      asked: count(({ state }) => state === 'unknown'),
      confirmedDown: count(({ down }) => isDown(down)),
      working: count(({ down }) => down === 'working' || down === 'back'),
      notHeard: count(({ acknowledgedAt }) => acknowledgedAt === null),
      unreachable: count(({ alert }) => alert === 'unreachable'),
      waiting: count(({ alert }) => alert === 'waiting'),
      delivered: count(({ deliveredAt }) => deliveredAt !== null),
      toRing: chaseList(rows).length,
    },
    exposure,
    sending,
    practices: rows,
  };
}

/**
 * The board of a national outage as NHS England sees it: counts, and no practice. `exposed` are the
 * practices in scope now, undefined where no roster can be read; `says` what they answered.
 */
export function countedBoard(
  outage: Outage,
  exposed: readonly AssessedPractice[] | undefined,
  says: ReadonlyMap<string, Says>,
  exposure: ThenAndNow | null,
  sending: Sending,
): Board {
  const told = toldAmong(outage, exposed ?? []);
  const asked = told.filter(({ assessment }) => assessment.state === 'unknown').length;
  const all = new Set([...told.map(({ row }) => row.odsCode), ...says.keys()]);
  const answers = [...says.values()];
  // A roster that cannot be read takes no practice out of the count.
  const count = Math.max(all.size, outage.totals.hit);
  return {
    outage,
    counts: {
      exposed: count - asked,
      asked,
      confirmedDown: answers.filter(({ down }) => isDown(down)).length,
      working: answers.filter(({ down }) => down === 'working' || down === 'back').length,
      notHeard: count - says.size,
      unreachable: told.filter(({ row }) => row.reachable.length === 0).length,
      // Which of them wait, were reached or are to be rung is for each ICB to see.
      waiting: 0,
      delivered: 0,
      toRing: 0,
    },
    exposure,
    sending,
    practices: [],
  };
}

/**
 * What practices say of themselves, by ODS code; in several outages at once, their latest answer.
 */
export function saidIn(practices: readonly AlertedPractice[]): Map<string, Said> {
  const said = new Map<string, Said>();
  for (const practice of practices) {
    const { odsCode } = practice;
    const { down, status } = saysOf(practice);
    const at =
      practice.replies
        .map((reply) => reply.at)
        .sort()
        .at(-1) ?? null;
    const known = said.get(odsCode);
    if (!known || (at ?? '') > (known.at ?? '')) said.set(odsCode, { down, status, at });
  }
  return said;
}
