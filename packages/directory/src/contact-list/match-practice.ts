import type { OdsCode } from '@registry/domain';
import { readOdsCode } from '../written-code.ts';
import { closeness } from './practice-name.ts';

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

/**
 * The practice that a line means, with what is odd about it; or those it may mean, to be asked
 * about; or why it means none.
 */
export type Match =
  | { odsCode: OdsCode; odd?: string }
  | { question: string; candidates: KnownPractice[] }
  | { reason: string };

/** More candidates than this are no question that somebody could answer. */
const mostCandidates = 5;

/**
 * Tells which practice a line means: by ODS code, without regard to case and spaces, with which the
 * line's name and postcode must agree; without a code, by name and postcode together. A code whose
 * line names another practice is refused, as nobody can say which is right. What may be one
 * practice or another is asked about.
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

/** `X90001 Harbour Surgery, ZZ1 1AA`. */
function described({ odsCode, name, postcode }: KnownPractice, joint = ' '): string {
  return `${odsCode}${joint}${name}${postcode === undefined ? '' : `, ${postcode}`}`;
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
  const { practiceName, postcode } = written;
  const own = practiceName === '' ? 0 : closeness(practice.name, practiceName);
  const isThere = isAt(practice, postcode);
  const others = practices.filter((other) => other !== practice);
  const rival = others.find((other) => {
    const theirs = practiceName === '' ? 0 : closeness(other.name, practiceName);
    return theirs > own || (!isThere && isAt(other, postcode) && theirs >= own);
  });
  const agrees = own > 0 || isThere || practiceName === '';
  if (rival || !agrees) {
    const says = rival ? `means ${described(rival)}` : `says “${practiceName}”`;
    return {
      reason: `${described(practice, ' is ')}, but the line ${says}: one of them is wrong`,
    };
  }
  if (own > 0 || practiceName === '') return { odsCode };
  return {
    odsCode,
    odd: `the name “${practiceName}”: ${described(practice, ' is ')}, and code and postcode agree`,
  };
}

function matchName(
  { practiceName, postcode }: WrittenPractice,
  practices: readonly KnownPractice[],
): Match {
  if (practiceName === '')
    return { reason: 'should have an ODS code, or both a practice name and a postcode' };
  const alike = practices
    .map((practice) => ({ practice, fits: closeness(practice.name, practiceName) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits);
  const here = alike.filter(({ practice }) => isAt(practice, postcode));
  const best = here.filter(({ fits }) => fits >= 2 && fits === here[0]?.fits);
  const [certain, another] = best;
  if (certain && !another) return { odsCode: certain.practice.odsCode };
  const there = practices.filter((practice) => isAt(practice, postcode));
  const candidates =
    here.length > 0
      ? here.map(({ practice }) => practice)
      : [...new Set([...alike.map(({ practice }) => practice), ...there])];
  const at = postcode === '' ? '' : ` at ${postcode}`;
  if (candidates.length === 0)
    return { reason: `no practice of this ICB is called “${practiceName}”${at}, or alike` };
  if (candidates.length > mostCandidates)
    return {
      reason: `“${practiceName}”${at} may be any of ${candidates.length} practices: give the ODS code`,
    };
  return {
    question:
      candidates.length === 1
        ? `is “${practiceName}”${at} this one?`
        : `which practice is “${practiceName}”${at}?`,
    candidates,
  };
}

function isAt({ postcode }: KnownPractice, written: string): boolean {
  return written !== '' && postcode !== undefined && compact(postcode) === compact(written);
}

function compact(postcode: string): string {
  return postcode.replace(/\s/g, '').toUpperCase();
}
