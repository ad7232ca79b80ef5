import * as z from 'zod';
import type { Sort } from '@registry/contract';
import type { AssessedPractice, Roster, Said } from '@registry/domain';
import { effects, Refusal } from '@registry/domain';
import type { Filter, Question } from './question.ts';

/**
 * The practices of the rosters that stand in the question's scope. Throws `invalid` for a PCN or
 * sub-ICB location that has none here.
 */
export function rostersAsked(
  rosters: readonly Roster[],
  { pcns, subIcbs }: Pick<Question, 'pcns' | 'subIcbs'>,
): Roster[] {
  if (!pcns && !subIcbs) return [...rosters];
  const rows = rosters.flatMap((roster) => roster.rows);
  requireKnown('pcn', 'PCN', pcns, new Set(rows.map(({ pcn }) => pcn?.code)));
  requireKnown('subIcb', 'sub-ICB location', subIcbs, new Set(rows.map((row) => row.subIcb?.code)));
  const scoped = rosters.map((roster) => ({
    ...roster,
    rows: roster.rows.filter(
      ({ pcn, subIcb }) =>
        (pcns?.includes(pcn?.code ?? '') ?? true) &&
        (subIcbs?.includes(subIcb?.code ?? '') ?? true),
    ),
  }));
  const held = scoped.filter(({ rows: left }) => left.length > 0);
  if (held.length > 0) return held;
  throw new Refusal('invalid', 'The filters pcn and subIcb exclude each other', [
    {
      path: 'pcn',
      message: 'should name a PCN with a practice in the sub-ICB location asked about',
    },
  ]);
}

function requireKnown(
  path: string,
  what: string,
  asked: readonly string[] | undefined,
  known: ReadonlySet<string | undefined>,
): void {
  const missing = (asked ?? []).filter((code) => !known.has(code));
  if (missing.length === 0) return;
  throw new Refusal('invalid', `There is no ${what} ${missing.join(', ')} here`, [
    { path, message: `should be the ODS code of a ${what} with practices in scope` },
  ]);
}

/** The practices that the filters leave, sorted. They are given by ODS code. */
export function select(
  practices: readonly AssessedPractice[],
  filter: Filter,
  sort: Sort,
  said: ReadonlyMap<string, Said>,
): readonly AssessedPractice[] {
  const all = Object.values(filter).every((wanted) => wanted === undefined);
  const left = all ? practices : practices.filter((practice) => passes(practice, filter, said));
  if (sort === 'odsCode') return left;
  return left
    .map((practice) => ({ practice, position: positionOf(practice, sort) }))
    .sort((a, b) => compare(a.position, b.position))
    .map(({ practice }) => practice);
}

function passes(
  { row, assessment: { state, effect, impacts, unknownRoles } }: AssessedPractice,
  filter: Filter,
  said: ReadonlyMap<string, Said>,
): boolean {
  const { roles } = filter;
  return (
    (filter.state === undefined || filter.state === state) &&
    (filter.effects === undefined || (effect !== undefined && filter.effects.includes(effect))) &&
    (roles === undefined ||
      [...impacts, ...unknownRoles].some(({ role }) => roles.includes(role))) &&
    (filter.said === undefined || saysOneOf(filter.said, said.get(row.odsCode)))
  );
}

function saysOneOf(wanted: NonNullable<Filter['said']>, said: Said | undefined): boolean {
  if (!said) return false;
  if (said.at === null) return wanted.includes('not-heard');
  return said.down !== null && wanted.includes(said.down);
}

/** Where a practice stands in a sorted list: by the sort's key, then by ODS code. */
const Position = z.tuple([z.union([z.string(), z.number()]), z.string()]);
type Position = z.infer<typeof Position>;

function positionOf({ row, assessment }: AssessedPractice, sort: Sort): Position {
  switch (sort) {
    case 'odsCode':
      return ['', row.odsCode];
    case 'name':
      return [row.name, row.odsCode];
    case 'pcn':
      return [row.pcn?.code ?? '~', row.odsCode];
    case 'listSize':
      return [-(row.listSize ?? -1), row.odsCode];
    case 'effect':
      return [effectRank(assessment), row.odsCode];
  }
}

/** Worst effect first, then unknown, then no link recorded. */
function effectRank({ state, effect }: AssessedPractice['assessment']): number {
  if (effect) return -effects.indexOf(effect);
  return state === 'unknown' ? 1 : 2;
}

function compare([a, one]: Position, [b, other]: Position): number {
  if (a !== b) return a < b ? -1 : 1;
  return one < other ? -1 : one === other ? 0 : 1;
}

/** What a cursor keeps of the last practice of a page. */
export function writePosition(practice: AssessedPractice, sort: Sort): string {
  return JSON.stringify(positionOf(practice, sort));
}

/**
 * The practices after the one that a cursor kept. Throws `wrong-cursor` for a place that
 * `writePosition` did not write.
 */
export function after(
  practices: readonly AssessedPractice[],
  sort: Sort,
  kept: string,
): AssessedPractice[] {
  const position = readPosition(kept);
  return practices.filter((practice) => compare(positionOf(practice, sort), position) > 0);
}

function readPosition(kept: string): Position {
  try {
    return Position.parse(JSON.parse(kept));
  } catch {
    throw new Refusal('wrong-cursor', 'The cursor is not one of ours', [
      { path: 'cursor', message: 'should be the cursor of an earlier answer, unchanged' },
    ]);
  }
}
