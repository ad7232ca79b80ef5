import * as z from 'zod';
import type { RosterRow } from '../register/roster.ts';
import { IcbCode, IsoInstant } from '../words/codes.ts';
import type { AlertedPractice } from './alerted-practice.ts';
import { asksForHelp, boardRow, isDown } from './board-row.ts';
import type { BoardRow, Says } from './board-row.ts';
import { Outage } from './outage.ts';
import { quartersBetween, SaidByThen, saidOverTime } from './sitrep-times.ts';

/** Practices of an outage, told and counted by their own word. “Not heard” is never “working”. */
export const SitrepCounts = z.strictObject({
  practices: z.int(),
  /** Registered with them. */
  patients: z.int(),
  /** For whom a provider has taken a message; told is not delivered. */
  told: z.int(),
  /** Whom a message has reached, by the provider's receipt. */
  delivered: z.int(),
  /** Who have answered anything: some of them do not say whether it is down, or how they are. */
  heard: z.int(),
  notHeard: z.int(),
  down: z.int(),
  partly: z.int(),
  working: z.int(),
  back: z.int(),
  normal: z.int(),
  coping: z.int(),
  limited: z.int(),
  closed: z.int(),
  /** Who say that it is down, wholly or partly, and what they need. */
  asksForHelp: z.int(),
  /** Registered with practices that say that it is down, wholly or partly. */
  patientsDown: z.int(),
  patientsNotHeard: z.int(),
  /** Practices whose list size is not published, counted in none of the patients. */
  withoutListSize: z.int(),
});
/** Practices of an outage, told and counted by their own word. */
export type SitrepCounts = z.infer<typeof SitrepCounts>;

const orNotKnown = z.int().nullable();

/** The same as NHS England can know it: what it cannot is null, never 0. */
export const NationalCounts = SitrepCounts.extend({
  practices: orNotKnown,
  patients: orNotKnown,
  told: orNotKnown,
  delivered: orNotKnown,
  notHeard: orNotKnown,
  asksForHelp: orNotKnown,
  patientsDown: orNotKnown,
  patientsNotHeard: orNotKnown,
  withoutListSize: orNotKnown,
});
/** The same as NHS England can know it. */
export type NationalCounts = z.infer<typeof NationalCounts>;

/**
 * Practices by their own word, as levels of pressure: normal 1, coping 2, limited 3, closed 4. The
 * levels are those of NHS England's Integrated Operational Pressures Escalation Levels (OPEL)
 * Framework 2024 to 2026
 * (https://www.england.nhs.uk/long-read/integrated-opel-framework-2024-to-2026/), which scores
 * trusts and NHS 111, and no general practice: the mapping is ours, and the practice's own word.
 */
export const Opel = z.strictObject({
  opel1: z.int(),
  opel2: z.int(),
  opel3: z.int(),
  opel4: z.int(),
  /** Heard, but not how they are. */
  notSaid: z.int(),
  notHeard: z.int(),
});

const heading = {
  outage: Outage.pick({
    id: true,
    title: true,
    products: true,
    status: true,
    declaredAt: true,
    icb: true,
    exercise: true,
  }),
  asOf: IsoInstant,
};

/** The practices of a PCN or sub-ICB location; without a code, those that are in none. */
const Group = z.strictObject({
  code: z.string().nullable(),
  name: z.string(),
  ...SitrepCounts.shape,
});
type Group = z.infer<typeof Group>;

/** What practices said in an outage of one ICB, counted, for its situation report. */
export const IcbSitrep = z.strictObject({
  ...heading,
  counts: SitrepCounts,
  /** Null while the ICB's roster, which has the PCNs, cannot be read. */
  byPcn: z.array(Group).nullable(),
  bySubIcb: z.array(Group).nullable(),
  /** By quarter hours of the London clock, wider where it would be more than 96; cumulative. */
  byTime: z.array(SaidByThen),
  /** Null unless the ICB's profile asks for it. */
  opel: Opel.nullable(),
});
/** What practices said in an outage of one ICB, counted. */
export type IcbSitrep = z.infer<typeof IcbSitrep>;

/** The same for NHS England: by ICB, and no practice. */
export const NationalSitrep = z.strictObject({
  ...heading,
  counts: NationalCounts,
  byIcb: z.array(z.strictObject({ code: IcbCode, name: z.string(), ...NationalCounts.shape })),
  /** When practices answered is for each ICB to see. */
  byTime: z.null(),
  opel: z.null(),
});
/** The same for NHS England. */
export type NationalSitrep = z.infer<typeof NationalSitrep>;

/** What `GET /outages/{id}/sitrep` answers: an ICB its own, NHS England by ICB. */
export const Sitrep = z.union([IcbSitrep, NationalSitrep]);
/** What `GET /outages/{id}/sitrep` answers. */
export type Sitrep = z.infer<typeof Sitrep>;

/** Where a practice is, as the roster has it. */
type Placed = Pick<RosterRow, 'odsCode' | 'pcn' | 'subIcb'>;

/**
 * The situation report of one ICB, counted as its board is. `roster` are its practices as they are
 * now, undefined where that cannot be read: a practice that has left it since still counts.
 */
export function sitrep(
  outage: Outage,
  practices: readonly AlertedPractice[],
  roster: readonly Placed[] | undefined,
  { opel, ringAfter, now }: { opel: boolean; ringAfter: number; now: Date },
): IcbSitrep {
  const rows = practices.map((practice) => boardRow(practice, { outage, ringAfter, now }));
  const moments = quartersBetween(new Date(outage.declaredAt), now);
  return {
    ...sitrepHeading(outage, now),
    counts: countRows(rows),
    byPcn: roster ? groupsOf(rows, roster, 'pcn') : null,
    bySubIcb: roster ? groupsOf(rows, roster, 'subIcb') : null,
    byTime: saidOverTime(practices, moments),
    opel: opel ? opelOf(rows) : null,
  };
}

/** What every situation report begins with. */
export function sitrepHeading(outage: Outage, now: Date): Pick<Sitrep, 'outage' | 'asOf'> {
  const { id, title, products, status, declaredAt, icb, exercise } = outage;
  return {
    outage: { id, title, products, status, declaredAt, icb, exercise },
    asOf: now.toISOString(),
  };
}

/** A practice and its word, to be counted. */
export interface Word extends Says {
  /** Whether it has answered anything. */
  heard: boolean;
  listSize: number | null;
}

/** Practices and their patients, counted by their own word. */
export function countWords(
  words: readonly Word[],
): Omit<SitrepCounts, 'told' | 'delivered' | 'asksForHelp'> {
  const down = (word: Says['down']): number => words.filter((each) => each.down === word).length;
  const status = (word: Says['status']): number =>
    words.filter((each) => each.status === word).length;
  const notHeard = words.filter(({ heard }) => !heard);
  return {
    practices: words.length,
    patients: patientsOf(words),
    heard: words.length - notHeard.length,
    notHeard: notHeard.length,
    down: down('down'),
    partly: down('partly'),
    working: down('working'),
    back: down('back'),
    normal: status('normal'),
    coping: status('coping'),
    limited: status('limited'),
    closed: status('closed'),
    patientsDown: patientsOf(words.filter((each) => isDown(each.down))),
    patientsNotHeard: patientsOf(notHeard),
    withoutListSize: words.filter(({ listSize }) => listSize === null).length,
  };
}

function patientsOf(words: readonly Pick<Word, 'listSize'>[]): number {
  return words.reduce((sum, { listSize }) => sum + (listSize ?? 0), 0);
}

function countRows(rows: readonly BoardRow[]): SitrepCounts {
  const words = rows.map(({ down, status, listSize, acknowledgedAt }) => ({
    down,
    status,
    listSize,
    heard: acknowledgedAt !== null,
  }));
  return {
    ...countWords(words),
    told: rows.filter(({ firstSentAt }) => firstSentAt !== null).length,
    delivered: rows.filter(({ deliveredAt }) => deliveredAt !== null).length,
    asksForHelp: rows.filter(asksForHelp).length,
  };
}

/** What those are called who are in no group. */
const inNone = { pcn: 'no PCN recorded', subIcb: 'no sub-ICB location recorded' } as const;
const hasLeft = 'not in the register now';

/** Practices by where they are, by code; those in no group come last. */
function groupsOf(
  rows: readonly BoardRow[],
  roster: readonly Placed[],
  by: keyof typeof inNone,
): Group[] {
  const places = new Map(
    roster.map((each): [string, Pick<Group, 'code' | 'name'>] => [
      each.odsCode,
      each[by] ?? { code: null, name: inNone[by] },
    ]),
  );
  const placeOf = ({ odsCode }: BoardRow) => places.get(odsCode) ?? { code: null, name: hasLeft };
  // A code has one name here, whatever the published files call it in another row.
  const groups = Map.groupBy(rows, (row) => placeOf(row).code ?? ` ${placeOf(row).name}`);
  return [...groups.values()]
    .flatMap(([first, ...more]) =>
      first ? [{ ...placeOf(first), ...countRows([first, ...more]) }] : [],
    )
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function orderOf({ code, name }: Pick<Group, 'code' | 'name'>): string {
  return code ?? `~${name === hasLeft ? '~' : ''}`;
}

function opelOf(rows: readonly BoardRow[]): z.infer<typeof Opel> {
  const { normal, coping, limited, closed, heard, notHeard } = countRows(rows);
  return {
    opel1: normal,
    opel2: coping,
    opel3: limited,
    opel4: closed,
    notSaid: heard - normal - coping - limited - closed,
    notHeard,
  };
}
