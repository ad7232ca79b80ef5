import type { DirectoryReceipt } from '@registry/contract';
import type { PublishedRegister } from '@registry/directory';
import type { IcbCode } from '@registry/domain';
import { roleNames } from '@registry/domain';
import { leavers } from './import-plan.ts';
import { atMost, count, figure, inline, listed, titled, ukDate } from '../terminal/wording.ts';

/** What an import did. */
export interface ImportOutcome {
  receipts: readonly DirectoryReceipt[];
  dissolved: readonly { code: IcbCode; name: string; successors: readonly IcbCode[] }[];
  /** ICBs that the API refused, with its reason. */
  failed: readonly { code: IcbCode; reason: string }[];
  /** ICBs of the demonstration that made way. */
  madeWay: number;
}

/** How much of a long list a terminal shows. */
const SHOWN = 10;

/**
 * What the files hold: rows, what was refused, what could be joined and what could not; of long
 * lists the first ten, or as many as `most`.
 */
export function describeFiles(register: PublishedRegister, most = SHOWN): string {
  const files = register.files.flatMap(({ file, asAt, rows, used, refused }) => [
    `  ${file}, as at ${ukDate(asAt)}: ${count(rows, 'row')}, ${figure(used)} used, ${figure(refused.length)} refused`,
    ...atMost(
      most,
      refused.map(({ line, reason }) => `    line ${figure(line)} refused: ${reason}`),
    ),
  ]);
  return ['Read:', ...files, ...describeJoin(register, most)].join('\n');
}

function describeJoin(register: PublishedRegister, most: number): string[] {
  const { joined, icbs, icbDisagreements, unmappedSuppliers } = register;
  if (joined.practices === 0)
    return [
      'Neither the map nor epraccur is known yet, so no practice is: what these files say is kept until one of them comes.',
    ];
  const inDoubt = joined.clinicalSystemInDoubt;
  const elsewhere = icbDisagreements.map(({ odsCode }) => odsCode);
  return [
    `Joined: ${count(joined.practices, 'practice')} in ${count(icbs.length, 'ICB')}`,
    `  unknown: clinical system of ${figure(joined.withoutClinicalSystem)}, online consultation of ${figure(joined.withoutOnlineConsultation)}, list size of ${figure(joined.withoutListSize)}; no PCN: ${figure(joined.withoutPcn)}`,
    ...(inDoubt.length > 0
      ? [
          `  two files of about one age name different clinical systems at ${count(inDoubt.length, 'practice')}, which counts as unknown: ${inline(most, inDoubt)}`,
        ]
      : []),
    ...(elsewhere.length > 0
      ? [
          `  ${count(elsewhere.length, 'practice')} placed in another ICB by epraccur than by the map; the map’s is taken: ${inline(most, elsewhere)}`,
        ]
      : []),
    ...(unmappedSuppliers.length > 0
      ? [
          'Suppliers without a product (not recorded for these practices):',
          ...atMost(
            most,
            unmappedSuppliers.map(
              ({ supplier, role, practices }) =>
                `  ${supplier} as ${roleNames[role].toLowerCase()}: ${count(practices, 'practice')}`,
            ),
          ),
        ]
      : ['Every supplier in the files is a product of the catalogue.']),
  ];
}

/** What was written, or that nothing changed; of long lists the first ten, or `most`. */
export function describeOutcome(outcome: ImportOutcome, most = SHOWN): string {
  const { receipts, dissolved, failed, madeWay } = outcome;
  const moves = receipts.flatMap(({ icb, movedFrom }) =>
    movedFrom.map((from) => ({ from: from.icb, to: icb, practices: from.odsCodes.length })),
  );
  const left = leavers(receipts);
  const contradicted = receipts.flatMap((receipt) => receipt.contradicted);
  return [
    describeCounts(outcome, moves.length + left.length),
    ...describeMoves(moves, most),
    ...atMost(
      most,
      left.map(
        ({ icb, left: codes }) =>
          `Left ${icb}, no longer published: ${count(codes.length, 'practice')} (${inline(most, codes)})`,
      ),
    ),
    ...atMost(
      most,
      dissolved.map(
        ({ code, name, successors }) =>
          `${titled(name, code)} is no more${successors.length ? `: its practices went to ${listed(successors)}` : ''}.`,
      ),
    ),
    ...(contradicted.length
      ? [
          `A newer file contradicts what ${count(contradicted.length, 'practice')} declared; both are kept, and the role counts as unknown: ${inline(most, contradicted)}`,
        ]
      : []),
    ...atMost(
      most,
      failed.map(({ code, reason }) => `${code} was not written. ${reason}`),
    ),
    ...(madeWay > 0 && failed.length === 0
      ? [`The demonstration’s ${count(madeWay, 'fictional ICB')} made way.`]
      : []),
  ].join('\n');
}

function describeCounts(outcome: ImportOutcome, besides: number): string {
  const { receipts, dissolved, failed } = outcome;
  const [created, changed] = [total(receipts, 'created'), total(receipts, 'changed')];
  const unchanged = total(receipts, 'unchanged');
  const nothing = created + changed + besides + dissolved.length + failed.length === 0;
  if (!nothing)
    return `Written: ${figure(created)} created, ${figure(changed)} changed, ${figure(unchanged)} unchanged`;
  return receipts.length === 0
    ? 'No practice is written yet.'
    : `Nothing changed: the register already holds these files (${count(unchanged, 'practice')}).`;
}

function describeMoves(
  moves: readonly { from: IcbCode; to: IcbCode; practices: number }[],
  most: number,
): string[] {
  if (moves.length === 0) return [];
  const all = moves.reduce((sum, { practices }) => sum + practices, 0);
  return [
    `Moved: ${count(all, 'practice')}, with everything declared`,
    ...atMost(
      most,
      moves.map(({ from, to, practices }) => `  ${from} → ${to}: ${figure(practices)}`),
    ),
  ];
}

function total(
  receipts: readonly DirectoryReceipt[],
  field: 'created' | 'changed' | 'unchanged',
): number {
  return receipts.reduce((sum, receipt) => sum + receipt[field], 0);
}
