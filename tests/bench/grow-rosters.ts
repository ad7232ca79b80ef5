import type { NamedCode, Roster } from '@registry/domain';
import { IcbCode, OdsCode } from '@registry/domain';

/**
 * Words in at least so many names say what a practice is ("SURGERY", "THE") and stay; the rarer
 * ones tell practices apart and are drawn anew.
 */
const COMMON = 30;
const ODS_CODES = 26 * 100_000;

/** Gives new words for a name's rare ones, drawn from the names that there are. */
type Reword = (name: string) => string;

/**
 * More ICBs that cost what the real ones cost: `copies` times the real rosters beside those `held`,
 * each ICB under a code of its own, with ODS codes, PCNs and sub-ICB locations of its own and names
 * made of real names' words, so that a row compresses to as many bytes. Recorded roles are the real
 * ones. `random` is uniform in [0, 1).
 */
export function growRosters(
  real: readonly Roster[],
  copies: number,
  random: () => number,
  held: readonly Roster[],
): Roster[] {
  const reword = createReword(namesIn(real), random);
  const takeCode = createCodes(held.flatMap(({ rows }) => rows.map(({ odsCode }) => odsCode)));
  const known = new Set(held.map(({ icb }) => icb));
  return Array.from({ length: copies }, (_, index) => index + held.length / real.length).flatMap(
    (copy) => {
      const renamed = createRename(copy, reword);
      return real.map(({ name, rows }, index): Roster => {
        const place = copy * real.length + index;
        const icb = IcbCode.parse(`Z${place.toString(36).toUpperCase().padStart(4, '0')}`);
        if (known.has(icb)) throw new Error(`There is an ICB ${icb} already`);
        const grown = rows.map((row) => ({
          ...row,
          odsCode: takeCode(row.odsCode, copy),
          name: reword(row.name),
          pcn: row.pcn && renamed(row.pcn),
          subIcb: row.subIcb && renamed(row.subIcb),
          listSize: row.listSize && Math.round(row.listSize * (0.8 + random() * 0.4)),
        }));
        const sorted = grown.sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1));
        return { icb, version: 1, name: reword(name), rows: sorted };
      });
    },
  );
}

/** Every name: a group's once, however many practices it has. */
function namesIn(rosters: readonly Roster[]): string[] {
  const groups = new Map<string, string>();
  for (const { pcn, subIcb } of rosters.flatMap(({ rows }) => rows)) {
    for (const group of [pcn, subIcb]) if (group) groups.set(group.code, group.name);
  }
  const own = rosters.flatMap(({ name, rows }) => [name, ...rows.map((row) => row.name)]);
  return [...own, ...groups.values()];
}

function createReword(names: readonly string[], random: () => number): Reword {
  const counts = new Map<string, number>();
  for (const word of names.flatMap((name) => name.split(' ')))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  // A word as often as it occurs: then a new one carries as much information as the old.
  const rare = names.flatMap((name) =>
    name.split(' ').filter((word) => (counts.get(word) ?? 0) < COMMON),
  );
  const draw = (word: string) =>
    (counts.get(word) ?? 0) >= COMMON ? word : (rare[Math.floor(random() * rare.length)] ?? word);
  return (name) => name.split(' ').map(draw).join(' ');
}

/** A group's name and code in one copy: the same each time. */
function createRename(copy: number, reword: Reword): (group: NamedCode) => NamedCode {
  const renamed = new Map<string, NamedCode>();
  return ({ code, name }) => {
    const known = renamed.get(code);
    if (known) return known;
    const group = { code: `${code}-${copy}`, name: reword(name) };
    renamed.set(code, group);
    return group;
  };
}

/** Codes as far apart as the real ones, each once. */
function createCodes(real: readonly OdsCode[]): (code: OdsCode, copy: number) => OdsCode {
  const taken = new Set(real.map(numberOf));
  return (code, copy) => {
    let number = (numberOf(code) + copy * 51_787) % ODS_CODES;
    while (taken.has(number)) number = (number + 1) % ODS_CODES;
    taken.add(number);
    const letter = String.fromCharCode(65 + Math.floor(number / 100_000));
    return OdsCode.parse(`${letter}${String(number % 100_000).padStart(5, '0')}`);
  };
}

function numberOf(code: OdsCode): number {
  return (code.charCodeAt(0) - 65) * 100_000 + Number(code.slice(1));
}
