import type { ApiClient } from '@registry/api-client';
import { generateRegister } from '@registry/demonstration';
import type { IcbCode, IcbEntry, KeptDataset, OdsCode, Publications } from '@registry/domain';
import { heldPublications } from '@registry/domain';
import { inTurns } from '../terminal/in-turns.ts';

/** What the register holds for one ICB. */
export interface HeldIcb {
  code: IcbCode;
  name: string;
  practices: readonly OdsCode[];
}

/** What the register holds of published data, the demonstration's apart. */
export interface HeldRegister {
  icbs: HeldIcb[];
  /** What is kept of each dataset as a whole. */
  kept: KeptDataset[];
  publications: Publications;
  /** The demonstration's ICBs, which make way for the first real ones. */
  fictional: IcbEntry[];
}

/** Reads what every dataset said so far: an import begins from that, and only adds to it. */
export async function readHeldRegister(client: ApiClient): Promise<HeldRegister> {
  const [{ icbs: known }, { datasets: kept }] = await Promise.all([
    client.listIcbs(),
    client.listDatasets(),
  ]);
  const standing = known.filter(({ dissolved }) => !dissolved);
  const demonstration = new Set(generateRegister().icbs.map(({ code }) => code));
  const real = standing.filter(({ code }) => !demonstration.has(code));
  const read: Awaited<ReturnType<ApiClient['readDirectory']>>[] = [];
  await inTurns(real, 3, async ({ code }) => {
    read.push(await client.readDirectory(code));
  });
  return {
    icbs: read.map(({ icb, name, practices }) => ({
      code: icb,
      name,
      practices: practices.map(({ odsCode }) => odsCode),
    })),
    kept,
    publications: heldPublications(
      read.flatMap(({ practices }) => practices),
      kept,
    ),
    fictional: standing.filter(({ code }) => demonstration.has(code)),
  };
}
