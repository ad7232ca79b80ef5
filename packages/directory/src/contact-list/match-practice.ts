import type { OdsCode } from '@registry/domain';
import { readOdsCode } from '../written-code.ts';

/** A practice that a contact list may be about. */
export interface KnownPractice {
  odsCode: OdsCode;
  name: string;
  postcode?: string;
}

/** What a line says of its practice; an empty string where it says nothing. */
export interface WrittenPractice {
  odsCode: string;
  practiceName: string;
  postcode: string;
}

/** The practice that a line means, or why nobody can say which. */
export type Match = { odsCode: OdsCode } | { reason: string };

/** Words by which the same practice is often called differently. */
const commonWords = /\b(?:the|surgery|surgeries|practice|medical|health|centre|group|and)\b/g;

/**
 * Tells which practice a line means: by ODS code, without regard to case and spaces; without one,
 * by name and postcode together. Names are compared without case and punctuation; then also without
 * such words as "The" and "Surgery", when only one practice at that postcode is left. A code whose
 * line names another practice, and not its own postcode, is refused, as nobody can say which is
 * right.
 */
export function practiceMatcher(
  practices: readonly KnownPractice[],
): (written: WrittenPractice) => Match {
  const byCode = new Map<string, KnownPractice>(
    practices.map((practice) => [practice.odsCode, practice]),
  );
  return (written) =>
    written.odsCode === '' ? matchName(written, practices) : matchCode(written, byCode, practices);
}

function matchCode(
  written: WrittenPractice,
  byCode: ReadonlyMap<string, KnownPractice>,
  practices: readonly KnownPractice[],
): Match {
  const code = readOdsCode(written.odsCode);
  if ('reason' in code) return code;
  const { odsCode } = code;
  const practice = byCode.get(odsCode);
  if (!practice) return { reason: `${odsCode} is not a practice of this ICB` };
  if (written.postcode !== '' && compact(written.postcode) === compact(practice.postcode ?? ''))
    return { odsCode };
  const sameName = practices.filter(({ name }) => plain(name) === plain(written.practiceName));
  const other = sameName.includes(practice) ? undefined : sameName[0];
  return other
    ? {
        reason: `${odsCode} is ${practice.name}, but the line names ${other.name}: one of them is wrong`,
      }
    : { odsCode };
}

function matchName(
  { practiceName, postcode }: WrittenPractice,
  practices: readonly KnownPractice[],
): Match {
  if (practiceName === '' || postcode === '')
    return { reason: 'should have an ODS code, or both a practice name and a postcode' };
  const there = practices.filter(
    (practice) => compact(practice.postcode ?? '') === compact(postcode),
  );
  const exact = there.filter(({ name }) => plain(name) === plain(practiceName));
  const found = exact.length > 0 ? exact : there.filter(({ name }) => isAlike(name, practiceName));
  const [practice] = found;
  if (!practice)
    return { reason: `no practice of this ICB is called “${practiceName}” at ${postcode}` };
  if (found.length === 1) return { odsCode: practice.odsCode };
  const codes = found.map(({ odsCode }) => odsCode).join(' or ');
  return { reason: `“${practiceName}” at ${postcode} may be ${codes}: give the ODS code` };
}

function isAlike(name: string, written: string): boolean {
  const key = distinctive(name);
  return key !== '' && key === distinctive(written);
}

function distinctive(name: string): string {
  return plain(name).replace(commonWords, ' ').replace(/\s+/g, ' ').trim();
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function compact(postcode: string): string {
  return postcode.replace(/\s/g, '').toUpperCase();
}
