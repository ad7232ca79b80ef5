import type { ApiClient } from '@registry/api-client';
import type { IcbCode, IcbEntry } from '@registry/domain';
import { UsageError } from './failure.ts';
import { count, listed, titled, ukDate } from './wording.ts';

/**
 * Throws UsageError for an ICB that the register does not have, saying which it has, or what became
 * of one that is no more.
 */
export async function refuseUnknownIcb(
  client: Pick<ApiClient, 'listIcbs'>,
  icb: IcbCode,
): Promise<void> {
  const { icbs } = await client.listIcbs();
  if (!icbs.some(({ code, dissolved }) => code === icb && !dissolved))
    throw new UsageError(unknownIcbText(icb, icbs));
}

/** Why an ICB is not there to be asked about. */
export function unknownIcbText(icb: IcbCode, icbs: readonly IcbEntry[]): string {
  const known = icbs.find(({ code }) => code === icb);
  if (known?.dissolved) return becameOf(known, icbs);
  const there = icbs.filter(({ dissolved }) => !dissolved);
  if (there.length === 0) return emptyRegister;
  return [
    `The register has no ICB ${icb}. It has ${count(there.length, 'ICB')}:`,
    ...there.map(lineOf),
  ].join('\n');
}

/** What to say where no practice is held at all. */
export const emptyRegister =
  'The register holds no practice yet, so it cannot tell. Load the published files: registry import --help';

/** Every ICB, a line each; then those that are no more, and what became of each. */
export function icbList(icbs: readonly IcbEntry[]): string {
  const there = icbs.filter(({ dissolved }) => !dissolved);
  const gone = icbs.filter(({ dissolved }) => dissolved);
  return there.length === 0
    ? emptyRegister
    : [
        `${count(there.length, 'ICB')}:`,
        ...there.map(lineOf),
        ...(gone.length > 0 ? ['No more:'] : []),
        ...gone.map((icb) => `  ${becameOf(icb, icbs)}`),
      ].join('\n');
}

function lineOf({ code, name }: IcbEntry): string {
  return `  ${code.padEnd(6)} ${name}`;
}

/** `NHS Example (QNQ) is no more since 1 April 2026; its practices went to …` */
function becameOf({ code, name, dissolved }: IcbEntry, icbs: readonly IcbEntry[]): string {
  const since = dissolved ? ` since ${ukDate(dissolved.asAt)}` : '';
  const successors = (dissolved?.successors ?? []).map((successor) =>
    titled(icbs.find((each) => each.code === successor)?.name ?? successor, successor),
  );
  const went =
    successors.length > 0
      ? `its practices went to ${listed(successors)}`
      : 'the register does not know where its practices went';
  return `${titled(name, code)} is no more${since}; ${went}.`;
}
