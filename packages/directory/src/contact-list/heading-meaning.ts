import { plainHeading } from '../headings.ts';
import {
  type ContactColumn,
  contactColumns,
  fillers,
  jobHeadings,
  personColumns,
  usualHeadings,
} from './usual-headings.ts';

/** What a heading is taken to say. */
export interface HeadingMeaning {
  column: ContactColumn;
  /** Whose it is, where the heading or its group tells: `1`, `practice manager`; else empty. */
  whose: string;
  /** How usual the heading is for its column, 0 the most. */
  rank: number;
  /** The job, where the heading or its group is one. */
  job?: string;
}

const ordinals: ReadonlyMap<string, string> = new Map([
  ...['1', '1st', 'first', 'primary', 'one'].map((word) => [word, '1'] as const),
  ...['2', '2nd', 'second', 'secondary', 'two'].map((word) => [word, '2'] as const),
  ...['3', '3rd', 'third', 'tertiary', 'three'].map((word) => [word, '3'] as const),
  ...['4', '4th', 'fourth', 'four'].map((word) => [word, '4'] as const),
]);

/** A group of headings that is about the practice, not about a person. */
const practiceGroup =
  /^(?:gp )?(?:practice|surgery|site|organisation)(?: (?:details|information))?$/;

/**
 * What a heading says, under the merged cell of its group where there is one: by its usual
 * spellings, then without a number (`Contact 2 mobile`), a job (`Deputy email`) or such words as
 * "OOH" (`Mobile / OOH`). Undefined when it says nothing that a contact list needs.
 */
export function meaningOf(heading: string, group = ''): HeadingMeaning | undefined {
  const grouped = plainHeading(group);
  const meaning = ownMeaning(plainHeading(heading), heading);
  if (!meaning || grouped === '') return meaning;
  if (practiceGroup.test(grouped)) return ofPractice(meaning);
  if (!personColumns.has(meaning.column)) return meaning;
  const job = meaning.job ?? (jobHeadings.has(grouped) ? group : undefined);
  return {
    ...meaning,
    whose: meaning.whose || (numberIn(grouped) ?? grouped),
    ...(job !== undefined && { job }),
  };
}

/** The practice’s own name, code or number; its public telephone and mailbox are no person’s. */
function ofPractice(meaning: HeadingMeaning): HeadingMeaning | undefined {
  if (meaning.column === 'person') return { ...meaning, column: 'practiceName', rank: 0 };
  return personColumns.has(meaning.column) ? undefined : meaning;
}

function ownMeaning(plain: string, heading: string): HeadingMeaning | undefined {
  const usual = usualMeaning(plain);
  if (usual) return { ...usual, whose: '' };
  if (jobHeadings.has(plain)) return { column: 'person', whose: plain, rank: 0, job: heading };
  const words = plain.split(' ');
  const whose = numberIn(plain);
  const unnumbered = words.filter((word) => !ordinals.has(word)).join(' ');
  const numbered = whose === undefined ? undefined : personMeaning(unnumbered);
  if (numbered && whose !== undefined) return { ...numbered, whose };
  const job = [...jobHeadings]
    .filter((each) => plain.startsWith(`${each} `))
    .sort((a, b) => b.length - a.length)[0];
  const ofJob = job === undefined ? undefined : personMeaning(plain.slice(job.length + 1));
  if (ofJob && job !== undefined)
    return { ...ofJob, whose: job, job: heading.slice(0, job.length) };
  const unfilled = personMeaning(plain);
  return unfilled && { ...unfilled, whose: '' };
}

/** What a heading of a person’s says, whatever fillers stand in it. */
function personMeaning(plain: string): Pick<HeadingMeaning, 'column' | 'rank'> | undefined {
  const rest = plain
    .split(' ')
    .filter((word) => !fillers.has(word))
    .join(' ');
  const filled = usualMeaning(rest);
  const found = usualMeaning(plain) ?? (filled && { ...filled, rank: filled.rank + 100 });
  return found && personColumns.has(found.column) ? found : undefined;
}

function usualMeaning(plain: string): Pick<HeadingMeaning, 'column' | 'rank'> | undefined {
  for (const column of contactColumns) {
    const names: readonly string[] = usualHeadings[column];
    const rank = names.indexOf(plain);
    if (rank >= 0) return { column, rank };
  }
  return undefined;
}

function numberIn(plain: string): string | undefined {
  return plain
    .split(' ')
    .map((word) => ordinals.get(word))
    .find((number) => number !== undefined);
}
