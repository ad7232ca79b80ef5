import type { NamedCode } from '../words/codes.ts';
import type { Publications } from './publications.ts';

/**
 * Practices that both files name, at the least, before an ICB that only one of them knows says that
 * a succession of ICBs lies between the two: the smallest of England has 50, and a few that are
 * placed strangely prove nothing.
 */
const ENOUGH = 10;

/** ICBs that one file names and the other has put others in the place of, sorted. */
export interface Straddling {
  /** Of the map alone. */
  map: string[];
  /** Of epraccur alone. */
  epraccur: string[];
}

/**
 * How the map and epraccur straddle a succession of ICBs; undefined when they do not. Together they
 * would leave a few practices in ICBs that are no more, or not yet.
 */
export function straddling({ statements }: Publications): Straddling | undefined {
  const map = new Map<string, number>();
  const epraccur = new Map<string, number>();
  for (const said of statements.values()) {
    const [byMap, byOds] = [said['gp-practice-map']?.icb, said.epraccur?.icb];
    add(map, byMap, byOds);
    add(epraccur, byOds, byMap);
  }
  const only = (these: typeof map, others: typeof map): string[] =>
    [...these].flatMap(([code, both]) => (!others.has(code) && both >= ENOUGH ? code : [])).sort();
  const found = { map: only(map, epraccur), epraccur: only(epraccur, map) };
  return found.map.length + found.epraccur.length > 0 ? found : undefined;
}

/** Counts a practice of an ICB if the other file places it too. */
function add(icbs: Map<string, number>, icb: NamedCode | undefined, other: NamedCode | undefined) {
  if (icb) icbs.set(icb.code, (icbs.get(icb.code) ?? 0) + (other ? 1 : 0));
}
