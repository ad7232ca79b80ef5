import type { AssessedPractice } from '../exposure/rosters.ts';
import type { IcbEntry, Roster } from '../register/roster.ts';
import type { IcbCode } from '../words/codes.ts';
import type { Says } from './board-row.ts';
import { toldAmong } from './exposed.ts';
import type { Outage } from './outage.ts';
import type { NationalCounts, NationalSitrep, Word } from './sitrep.ts';
import { countWords, sitrepHeading } from './sitrep.ts';

/** An ICB, and what its practices that answered say in a national outage, by ODS code. */
export interface CountedIcb {
  icb: IcbEntry;
  says: ReadonlyMap<string, Says>;
}

/** The register as NHS England sees it now. */
export interface SeenNationally {
  rosters: readonly Roster[];
  /** ICBs whose roster cannot be read. */
  unavailable: readonly { icb: IcbCode }[];
  /** The practices in the outage's scope. */
  exposed: readonly AssessedPractice[];
}

interface PlacedWord extends Word {
  icb: IcbCode;
}

/**
 * The situation report of a national outage: counts by ICB of the practices that it tells now and
 * of all that have answered. Of an ICB whose roster cannot be read there is only what was answered;
 * `seen` is undefined where no roster can be read.
 */
export function countedSitrep(
  outage: Outage,
  icbs: readonly CountedIcb[],
  seen: SeenNationally | undefined,
  now: Date,
): NationalSitrep {
  const unread = unreadAmong(icbs, seen);
  const words = Map.groupBy(wordsOf(outage, icbs, seen), ({ icb }) => icb);
  const byIcb = icbs
    .map(({ icb: { code, name } }) => ({ code, name, of: words.get(code) ?? [] }))
    .filter(({ code, of }) => of.length > 0 || unread.has(code))
    .map(({ code, name, of }) => ({ code, name, ...countsOf(of, unread.has(code)) }));
  return {
    ...sitrepHeading(outage, now),
    counts: countsOf([...words.values()].flat(), unread.size > 0),
    byIcb,
    byTime: null,
    opel: null,
  };
}

/** The ICBs of which the practices are not known. */
function unreadAmong(
  icbs: readonly CountedIcb[],
  seen: SeenNationally | undefined,
): ReadonlySet<IcbCode> {
  const unread = icbs.filter(({ icb: { code, dissolved } }) =>
    seen ? seen.unavailable.some(({ icb }) => icb === code) : !dissolved,
  );
  return new Set(unread.map(({ icb }) => icb.code));
}

/** Each practice once: where it is now, or else where it answered. */
function wordsOf(
  outage: Outage,
  icbs: readonly CountedIcb[],
  seen: SeenNationally | undefined,
): PlacedWord[] {
  const codes = new Set(icbs.map(({ icb }) => icb.code));
  const places = new Map(
    (seen?.rosters ?? [])
      .filter(({ icb }) => codes.has(icb))
      .flatMap(({ icb, rows }) =>
        rows.map(({ odsCode, listSize = null }): [string, Pick<PlacedWord, 'icb' | 'listSize'>] => [
          odsCode,
          { icb, listSize },
        ]),
      ),
  );
  const said = icbs.flatMap(({ icb, says }) =>
    [...says].map(([odsCode, each]): [string, PlacedWord] => {
      const place = places.get(odsCode) ?? { icb: icb.code, listSize: null };
      return [odsCode, { ...place, ...each, heard: true }];
    }),
  );
  const told = toldAmong(outage, seen?.exposed ?? []).map(
    ({ icb, row: { odsCode, listSize = null } }): [string, PlacedWord] => [
      odsCode,
      { icb, listSize, down: null, status: null, heard: false },
    ],
  );
  return [...new Map([...told, ...said]).values()];
}

/** What each ICB alone can see is not known; nor, without its roster, whom it told. */
function countsOf(words: readonly Word[], isUnread: boolean): NationalCounts {
  const counts = { ...countWords(words), told: null, delivered: null, asksForHelp: null };
  if (!isUnread) return counts;
  return {
    ...counts,
    practices: null,
    patients: null,
    notHeard: null,
    patientsDown: null,
    patientsNotHeard: null,
    withoutListSize: null,
  };
}
