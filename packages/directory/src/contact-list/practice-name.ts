import { distance } from 'fastest-levenshtein';

/** Words by which the same practice is often called differently. */
const commonWords = /\b(?:the|surgery|surgeries|practice|medical|health|centre|group|and)\b/g;

const abbreviations: ReadonlyMap<string, string> = new Map([
  ...['ctr', 'cntr', 'center', 'cen'].map((short) => [short, 'centre'] as const),
  ...['med', 'medic'].map((short) => [short, 'medical'] as const),
  ...['surg', 'sgy'].map((short) => [short, 'surgery'] as const),
  ...['pract', 'prac', 'pra'].map((short) => [short, 'practice'] as const),
  ...['ptnrs', 'ptners', 'partner'].map((short) => [short, 'partners'] as const),
  ['hc', 'health centre'],
  ['mc', 'medical centre'],
  ['grp', 'group'],
  ['drs', 'dr'],
  ['doctor', 'dr'],
  ['doctors', 'dr'],
  ['rd', 'road'],
]);

/** Words that many names have, and that alone tell of no practice. */
const undistinctive = new Set(['dr', 'st', 'partners']);

/**
 * How closely a written name fits a practice's: 3 the same, 2 the same but for such words as "The"
 * and "Surgery" or their abbreviations, 1 a shorter or longer form of it or a slip of the pen, 0
 * another name.
 */
export function closeness(name: string, written: string): 0 | 1 | 2 | 3 {
  if (plain(name) === plain(written)) return 3;
  const [a, b] = [distinctive(name), distinctive(written)];
  if (a === '' || b === '') return 0;
  if (a === b) return 2;
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  const words = shorter.split(' ');
  const all = new Set(longer.split(' '));
  const telling = words.some((word) => !undistinctive.has(word));
  if (telling && words.every((word) => all.has(word))) return 1;
  return shorter.length >= 5 && distance(a, b) <= Math.max(1, Math.floor(longer.length / 10))
    ? 1
    : 0;
}

function distinctive(name: string): string {
  return spelt(name).replace(commonWords, ' ').replace(/\s+/g, ' ').trim();
}

function spelt(name: string): string {
  return plain(name)
    .split(' ')
    .map((word) => abbreviations.get(word) ?? word)
    .join(' ');
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
