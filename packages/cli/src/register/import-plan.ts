import type { DirectoryReceipt } from '@registry/contract';
import type { IcbCode, IcbDirectory, IcbEntry, OdsCode } from '@registry/domain';
import { count, figure, titled } from '../terminal/wording.ts';

/** Published directories, one for each ICB that the files name. */
export type Published = readonly { code: IcbCode; directory: IcbDirectory }[];

/**
 * ICBs that the register knows and that are no more by these files: known, not yet dissolved, not
 * named.
 */
export function unnamedIcbs(known: readonly IcbEntry[], published: Published): IcbEntry[] {
  const named = new Set(published.map(({ code }) => code));
  return known.filter(({ code, dissolved }) => !dissolved && !named.has(code));
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

/**
 * Why files look cut short, in sentences; none when they may be written. `register` holds the
 * practices that each ICB has now, and for ICBs that the files do not name, which: an ICB may only
 * go when others have some of its practices.
 */
export function objections(register: readonly HeldIcb[], published: Published): string[] {
  const placed = new Set(published.flatMap(({ directory }) => directory.practices).map(odsCodeOf));
  const held = register.reduce((sum, { practices }) => sum + practices, 0);
  const tooFew =
    placed.size < held * (1 - toleratedLoss)
      ? [
          `The files name ${count(placed.size, 'practice')}; the register holds ${figure(held)}, so ${figure(held - placed.size)} would go.`,
        ]
      : [];
  const orphans = register
    .filter(({ unnamed = [] }) => unnamed.length >= smallestIcb)
    .filter(({ unnamed }) => !unnamed?.some((odsCode) => placed.has(odsCode)))
    .map(
      ({ code, name, practices }) => `${titled(name, code)} with ${count(practices, 'practice')}`,
    );
  const orphaned =
    orphans.length > 0
      ? [
          `The files neither name nor place anywhere else any practice of ${count(orphans.length, 'ICB')} that the register holds: ${orphans.join('; ')}.`,
        ]
      : [];
  return [...tooFew, ...orphaned];
}

/** What the register holds for one ICB. */
export interface HeldIcb {
  code: IcbCode;
  name: string;
  /** How many practices. */
  practices: number;
  /** Which they are, when the files do not name this ICB. */
  unnamed?: readonly OdsCode[];
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
