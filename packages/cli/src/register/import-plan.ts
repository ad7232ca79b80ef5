import type { DirectoryReceipt } from '@registry/contract';
import type { PublishedRegister, ReadPublication } from '@registry/directory';
import type { IcbCode, IcbDirectory, IcbEntry, OdsCode, Publications } from '@registry/domain';
import { olderThan, places, straddling } from '@registry/domain';
import { count, datasetNames, figure, listed, titled, ukDate } from '../terminal/wording.ts';
import type { HeldIcb, HeldRegister } from './held-register.ts';

/** Published directories, one for each ICB that the files name. */
export type Published = readonly { code: IcbCode; directory: IcbDirectory }[];

/** ICBs that are no more once an import is done. */
export interface Endings {
  /** Held, and not named any more. */
  going: HeldIcb[];
  /** The demonstration's. */
  fictional: IcbEntry[];
}

/** ICBs that end with these files: none, where no file says which practices there are. */
export function endings(
  { icbs, fictional }: Pick<HeldRegister, 'icbs' | 'fictional'>,
  published: Published,
  given: readonly Pick<ReadPublication, 'dataset'>[],
): Endings {
  return places(given)
    ? { going: unnamedIcbs(icbs, published), fictional }
    : { going: [], fictional: [] };
}

function unnamedIcbs(held: readonly HeldIcb[], published: Published): HeldIcb[] {
  const named = new Set(published.map(({ code }) => code));
  return held.filter(({ code }) => !named.has(code));
}

/**
 * Why files are too old, in one sentence for all; undefined when none is older than what is held of
 * its own dataset.
 */
export function tooOld(
  held: Pick<Publications, 'dates'>,
  given: readonly Pick<ReadPublication, 'file' | 'dataset' | 'asAt'>[],
): string | undefined {
  const older = olderThan(held, given).map(
    ({ file, dataset, asAt }) =>
      `${file} is as at ${ukDate(asAt)}, and the register holds ${datasetNames[dataset]} as at ${ukDate(held.dates[dataset] ?? asAt)}`,
  );
  if (older.length === 0) return undefined;
  return `${older.join('; ')}: an older file takes the place of nothing.\nNothing has been written. Leave it out, or give a newer one.`;
}

/**
 * Why the map and epraccur, the one given now and the other as it is held or given, cannot stand
 * together; undefined when they can, or when neither is given.
 */
export function straddle(
  { publications, icbs }: Pick<PublishedRegister, 'publications' | 'icbs'>,
  given: readonly Pick<ReadPublication, 'dataset'>[],
): string | undefined {
  const found = places(given) ? straddling(publications) : undefined;
  if (!found) return undefined;
  const { dates } = publications;
  const side = (dataset: 'gp-practice-map' | 'epraccur', codes: readonly string[]) =>
    `${datasetNames[dataset]} as at ${ukDate(dates[dataset] ?? '')}${codes.length > 0 ? ` alone has ${listed(codes)}` : ''}`;
  const sides = [side('gp-practice-map', found.map), side('epraccur', found.epraccur)];
  return `ICBs have followed one another between two files: ${sides.join(', and ')}. Together they would make ${count(icbs.length, 'ICB')}, some of them no more, or not yet.\nNothing has been written. Give both from after the succession; --as-published writes them as they are.`;
}

/**
 * A share of the register's practices that may go in one import before a file is taken for cut
 * short: between the publications of February and August 2026 0.5% closed; epraccur cut in half
 * still names 95% of the practices.
 */
const toleratedLoss = 0.02;

/**
 * Practices that an ICB has at least, in England by far (50 in QOC, the fewest, in August 2026).
 * One that has fewer is what an import that was cut short has left of an ICB whose practices have
 * moved: those that closed, which no file places.
 */
const smallestIcb = 10;

/** What is held before an import. */
interface Before {
  icbs: readonly HeldIcb[];
  publications: Publications;
}

/**
 * Why files look cut short, in sentences; none when they may be written. Each file is held against
 * what its dataset said before, and all together against the practices that the register has: an
 * ICB may only go when others have some of its practices.
 */
export function objections(
  { icbs, publications }: Before,
  published: Published,
  given: readonly Pick<ReadPublication, 'file' | 'dataset' | 'statements'>[],
): string[] {
  const placed = new Set(published.flatMap(({ directory }) => directory.practices).map(odsCodeOf));
  const held = icbs.reduce((sum, { practices }) => sum + practices.length, 0);
  const tooFew = isCutShort(placed.size, held)
    ? [
        `The files name ${count(placed.size, 'practice')}; the register holds ${figure(held)}, so ${figure(held - placed.size)} would go.`,
      ]
    : [];
  const orphans = unnamedIcbs(icbs, published)
    .filter(({ practices }) => practices.length >= smallestIcb)
    .filter(({ practices }) => !practices.some((odsCode) => placed.has(odsCode)))
    .map(
      ({ code, name, practices }) =>
        `${titled(name, code)} with ${count(practices.length, 'practice')}`,
    );
  const orphaned =
    orphans.length > 0
      ? [
          `The files neither name nor place anywhere else any practice of ${count(orphans.length, 'ICB')} that the register holds: ${orphans.join('; ')}.`,
        ]
      : [];
  return [...tooFew, ...given.flatMap((file) => shrinking(publications, file)), ...orphaned];
}

function shrinking(
  { statements }: Publications,
  { file, dataset, statements: now }: Pick<ReadPublication, 'file' | 'dataset' | 'statements'>,
): string[] {
  const before = [...statements.values()].filter((said) => said[dataset]).length;
  return isCutShort(now.size, before)
    ? [
        `${file} speaks of ${count(now.size, 'practice')}; so far ${datasetNames[dataset]} spoke of ${figure(before)}.`,
      ]
    : [];
}

function isCutShort(now: number, before: number): boolean {
  return now < before * (1 - toleratedLoss);
}

function odsCodeOf({ odsCode }: { odsCode: OdsCode }): OdsCode {
  return odsCode;
}

/**
 * The ICBs that have received practices from this one, in this import or an earlier one that was
 * cut short, sorted.
 */
export function successorsOf(code: IcbCode, receipts: readonly DirectoryReceipt[]): IcbCode[] {
  return receipts
    .filter(({ predecessors }) => predecessors.includes(code))
    .map(({ icb }) => icb)
    .sort();
}

/**
 * Practices that left the register altogether: each ICB's leavers but for those that another ICB
 * received.
 */
export function leavers(
  receipts: readonly DirectoryReceipt[],
): { icb: IcbCode; left: OdsCode[] }[] {
  const moved = new Set(
    receipts.flatMap(({ movedFrom }) => movedFrom.flatMap(({ odsCodes }) => odsCodes)),
  );
  return receipts
    .map(({ icb, left }) => ({ icb, left: left.filter((odsCode) => !moved.has(odsCode)) }))
    .filter(({ left }) => left.length > 0);
}
