import type { DirectoryReceipt } from '@registry/contract';
import type { PublishedRegister } from '@registry/directory';
import type { IcbCode } from '@registry/domain';
import { roleNames } from '@registry/domain';
import { leavers } from './import-plan.ts';
import { count, figure, listed, titled, ukDate } from '../terminal/wording.ts';

/** What an import did. */
export interface ImportOutcome {
  receipts: readonly DirectoryReceipt[];
  dissolved: readonly { code: IcbCode; name: string; successors: readonly IcbCode[] }[];
  /** ICBs that the API refused, with its reason. */
  failed: readonly { code: IcbCode; reason: string }[];
}

/** What the files hold: rows, what was refused, what could be joined and what could not. */
export function describeFiles(register: PublishedRegister): string {
  const files = register.files.flatMap(({ file, asAt, rows, used, refused }) => [
    `  ${file}, as at ${ukDate(asAt)}: ${count(rows, 'row')}, ${figure(used)} used, ${figure(refused.length)} refused`,
    ...refused.map(({ line, reason }) => `    line ${figure(line)} refused: ${reason}`),
  ]);
  const { joined, unmappedSuppliers, icbDisagreements } = register;
  return [
    'Read:',
    ...files,
    `Joined: ${count(joined.practices, 'practice')} in ${count(register.icbs.length, 'ICB')}`,
    `  unknown: clinical system of ${figure(joined.withoutClinicalSystem)}, online consultation of ${figure(joined.withoutOnlineConsultation)}, list size of ${figure(joined.withoutListSize)}; no PCN: ${figure(joined.withoutPcn)}`,
    ...(icbDisagreements.length
      ? [
          `  ${count(icbDisagreements.length, 'practice')} placed in another ICB by epraccur than by the map; the map’s is taken: ${icbDisagreements.map(({ odsCode }) => odsCode).join(', ')}`,
        ]
      : []),
    ...(unmappedSuppliers.length
      ? [
          'Suppliers without a product (not recorded for these practices):',
          ...unmappedSuppliers.map(
            ({ supplier, role, practices }) =>
              `  ${supplier} as ${roleNames[role].toLowerCase()}: ${count(practices, 'practice')}`,
          ),
        ]
      : ['Every supplier in the files is a product of the catalogue.']),
  ].join('\n');
}

/** What was written, or that nothing changed. */
export function describeOutcome({ receipts, dissolved, failed }: ImportOutcome): string {
  const moves = receipts.flatMap(({ icb, movedFrom }) =>
    movedFrom.map((from) => ({ from: from.icb, to: icb, practices: from.odsCodes.length })),
  );
  const left = leavers(receipts);
  const contradicted = receipts.flatMap((receipt) => receipt.contradicted);
  const created = total(receipts, 'created');
  const changed = total(receipts, 'changed');
  const nothing =
    created + changed + moves.length + left.length + dissolved.length + failed.length === 0;
  return [
    nothing
      ? `Nothing changed: the register already holds these files (${count(total(receipts, 'unchanged'), 'practice')}).`
      : `Written: ${figure(created)} created, ${figure(changed)} changed, ${figure(total(receipts, 'unchanged'))} unchanged`,
    ...describeMoves(moves),
    ...left.map(
      ({ icb, left: codes }) =>
        `Left ${icb}, no longer published: ${count(codes.length, 'practice')} (${codes.join(', ')})`,
    ),
    ...dissolved.map(
      ({ code, name, successors }) =>
        `${titled(name, code)} is no more${successors.length ? `: its practices went to ${listed(successors)}` : ''}.`,
    ),
    ...(contradicted.length
      ? [
          `A newer file contradicts what ${count(contradicted.length, 'practice')} declared; both are kept, and the role counts as unknown: ${contradicted.join(', ')}`,
        ]
      : []),
    ...failed.map(({ code, reason }) => `${code} was not written. ${reason}`),
  ].join('\n');
}

function describeMoves(moves: { from: IcbCode; to: IcbCode; practices: number }[]): string[] {
  if (moves.length === 0) return [];
  const all = moves.reduce((sum, { practices }) => sum + practices, 0);
  return [
    `Moved: ${count(all, 'practice')}, with everything declared`,
    ...moves.map(({ from, to, practices }) => `  ${from} → ${to}: ${figure(practices)}`),
  ];
}

function total(
  receipts: readonly DirectoryReceipt[],
  field: 'created' | 'changed' | 'unchanged',
): number {
  return receipts.reduce((sum, receipt) => sum + receipt[field], 0);
}
