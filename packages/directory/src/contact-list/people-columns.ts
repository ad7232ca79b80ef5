import type { HeadingMeaning } from './heading-meaning.ts';
import { type ContactColumn, personColumns } from './usual-headings.ts';

/** A column of the list whose heading says something. */
export interface MeantColumn extends HeadingMeaning {
  /** Place in a row, from 0. */
  index: number;
  /** As the list writes it, its group before it. */
  heading: string;
}

/** Where each thing about one person stands in a row. */
export interface PersonPlaces {
  places: ReadonlyMap<ContactColumn, MeantColumn>;
  /** The job by the heading, for a row that gives none. */
  job?: string;
}

/**
 * Two columns that would be the same of one person, or a column that nobody can give to one of
 * several people.
 */
export interface Unclear {
  unclear: MeantColumn;
}

/**
 * Gives each column to a person: by number or job where headings tell, else to the name before it.
 * Never by guess: columns that could be of either are unclear.
 */
export function peopleOf(columns: readonly MeantColumn[]): PersonPlaces[] | Unclear {
  const ofPeople = columns.filter(({ column }) => personColumns.has(column));
  if (ofPeople.length === 0) return [];
  const anchors = anchorsOf(ofPeople);
  const owned = new Map<MeantColumn | undefined, MeantColumn[]>();
  const repeats = isRepeated(ofPeople.filter(({ whose }) => whose === ''));
  for (const column of ofPeople) {
    if (column.column === anchors[0]?.column && !anchors.includes(column)) continue;
    const owner = ownerOf(column, anchors, repeats);
    if (owner === 'nobody') continue;
    if (owner === 'unclear') return { unclear: column };
    owned.set(owner, [...(owned.get(owner) ?? []), column]);
  }
  const people: PersonPlaces[] = [];
  for (const [anchor, theirs] of owned) {
    const places = likeliest(theirs);
    if ('unclear' in places) return places;
    const job = [anchor, ...theirs].find((column) => column?.job !== undefined)?.job;
    people.push({ places, ...(job !== undefined && { job }) });
  }
  return people;
}

/** The columns of names, a person each; of differently headed ones of one, the likeliest. */
function anchorsOf(columns: readonly MeantColumn[]): MeantColumn[] {
  const whole = columns.filter(({ column }) => column === 'person');
  const names = whole.length > 0 ? whole : columns.filter(({ column }) => column === 'surname');
  return names.filter(({ whose, rank }) =>
    names.every((other) => other.whose !== whose || other.rank >= rank),
  );
}

/** Whether one heading without a number stands in the row more than once. */
function isRepeated(columns: readonly MeantColumn[]): boolean {
  return columns.some((one, index) =>
    columns.slice(index + 1).some(({ column, rank }) => column === one.column && rank === one.rank),
  );
}

function ownerOf(
  column: MeantColumn,
  anchors: readonly MeantColumn[],
  repeats: boolean,
): MeantColumn | undefined | 'nobody' | 'unclear' {
  if (anchors.length <= 1) return anchors[0];
  if (anchors.includes(column)) return column;
  const same = anchors.filter(({ whose }) => whose === column.whose);
  if (column.whose !== '' && same.length === 0) return 'nobody';
  const pool = column.whose === '' && (repeats || same.length === 0) ? anchors : same;
  if (pool.length === 1) return pool[0];
  // A first name stands before the surname that is its anchor.
  if (column.column === 'firstName' && anchors[0]?.column === 'surname')
    return pool.find(({ index }) => index > column.index) ?? 'unclear';
  return pool.findLast(({ index }) => index < column.index) ?? 'unclear';
}

function likeliest(
  columns: readonly MeantColumn[],
): ReadonlyMap<ContactColumn, MeantColumn> | Unclear {
  const places = new Map<ContactColumn, MeantColumn>();
  for (const column of columns.toSorted((a, b) => a.rank - b.rank)) {
    const known = places.get(column.column);
    if (known?.rank === column.rank && known.whose === column.whose) return { unclear: column };
    if (!known) places.set(column.column, column);
  }
  return places;
}
