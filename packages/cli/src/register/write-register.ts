import { isDeepStrictEqual } from 'node:util';
import type { ApiClient } from '@registry/api-client';
import { ApiProblem } from '@registry/api-client';
import type { DirectoryReceipt } from '@registry/contract';
import type { PublishedRegister } from '@registry/directory';
import type { IcbCode, IcbDirectory, IcbEntry } from '@registry/domain';
import { keptDatasets } from '@registry/domain';
import { describeProblem } from '../terminal/failure.ts';
import { inTurns } from '../terminal/in-turns.ts';
import { startProgress } from '../terminal/progress.ts';
import type { HeldRegister } from './held-register.ts';
import type { Endings } from './import-plan.ts';
import { successorsOf } from './import-plan.ts';
import type { ImportOutcome } from './import-summary.ts';

/** What is to be written, and in place of what. */
interface Plan {
  published: PublishedRegister;
  held: HeldRegister;
  ending: Endings;
}

/**
 * Writes what datasets say of practices placed nowhere, then the ICBs that are named, three at a
 * time, and in the end dissolves those that are gone, unless one was refused. An ICB that is gone
 * carries the datasets' days too: newer words on its practices are not lost.
 */
export async function writeRegister(
  client: ApiClient,
  { published, held, ending: { going, fictional } }: Plan,
): Promise<ImportOutcome> {
  await writeDatasets(client, published, held);
  const { icbs } = published;
  const outcome: Writing = { receipts: [], dissolved: [], failed: [] };
  const progress = startProgress('Writing ICBs', icbs.length + going.length + fictional.length);
  let done = 0;
  const write = async (code: IcbCode, directory: IcbDirectory) => {
    try {
      return await client.putDirectory(code, directory);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      outcome.failed.push({ code, reason: describeProblem(error) });
      return undefined;
    } finally {
      progress.set(++done);
    }
  };
  try {
    await inTurns(icbs, 3, async ({ code, directory }) => {
      const receipt = await write(code, directory);
      if (receipt) outcome.receipts.push(receipt);
    });
    if (outcome.failed.length === 0)
      await dissolve([...going, ...fictional], published, outcome, write);
  } finally {
    progress.stop();
  }
  const isFictional = new Set(fictional.map(({ code }) => code));
  return {
    receipts: outcome.receipts.filter(({ icb }) => !isFictional.has(icb)),
    dissolved: outcome.dissolved.filter(({ code }) => !isFictional.has(code)),
    failed: outcome.failed,
    madeWay: fictional.length,
  };
}

interface Writing {
  receipts: DirectoryReceipt[];
  dissolved: { code: IcbCode; name: string; successors: IcbCode[] }[];
  failed: { code: IcbCode; reason: string }[];
}

async function writeDatasets(
  client: ApiClient,
  { publications, unplaced }: PublishedRegister,
  held: HeldRegister,
): Promise<void> {
  const placed = new Set(held.icbs.flatMap(({ practices }) => practices));
  for (const next of keptDatasets(publications, unplaced, held.kept, placed)) {
    const before = held.kept.find(({ dataset }) => dataset === next.dataset);
    if (!isDeepStrictEqual(before, next)) await client.putDataset(next);
  }
}

async function dissolve(
  icbs: readonly Pick<IcbEntry, 'code' | 'name'>[],
  { publications: { dates } }: PublishedRegister,
  outcome: Writing,
  write: (code: IcbCode, directory: IcbDirectory) => Promise<DirectoryReceipt | undefined>,
): Promise<void> {
  const received = [...outcome.receipts];
  // The day of the file that says which ICB a practice is in: the map's, or else epraccur's.
  const asAt = dates['gp-practice-map'] ?? dates.epraccur;
  if (asAt === undefined) return;
  await inTurns(icbs, 3, async ({ code, name }) => {
    const successors = successorsOf(code, received);
    const gone = { name, practices: [], dissolved: { asAt, successors }, datasets: dates };
    const receipt = await write(code, gone);
    if (!receipt) return;
    outcome.receipts.push(receipt);
    outcome.dissolved.push({ code, name, successors });
  });
}
