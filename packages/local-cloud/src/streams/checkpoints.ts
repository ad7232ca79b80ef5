import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { OWNER_ONLY } from '../data/data-folder.ts';
import { readKept } from '../data/unusable.ts';

/** How far each mapping has come in its stream. */
export interface Checkpoints {
  /**
   * Sequence number of the last record that is done with; nothing for a stream that was never read.
   */
  find(mapping: string, engineArn: string): string | undefined;
  set(mapping: string, engineArn: string, sequenceNumber: string): void;
}

const Kept = z.record(z.string(), z.object({ engineArn: z.string(), sequenceNumber: z.string() }));

/**
 * Checkpoints kept in `streams.json`. Each is written whole before the next batch is delivered, so
 * after a restart at most the batch that was under way comes again.
 * @param dataDir its folder; in memory when undefined
 * @throws UnusableData where the file cannot be read
 */
export function openCheckpoints(dataDir: string | undefined): Checkpoints {
  const file = dataDir === undefined ? undefined : path.join(dataDir, 'streams.json');
  const kept = (file === undefined ? undefined : readKept(file, parse)) ?? {};
  return {
    find(mapping, engineArn) {
      const found = kept[mapping];
      return found?.engineArn === engineArn ? found.sequenceNumber : undefined;
    },
    set(mapping, engineArn, sequenceNumber) {
      kept[mapping] = { engineArn, sequenceNumber };
      if (file === undefined) return;
      writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: OWNER_ONLY });
      renameSync(`${file}.new`, file);
    },
  };
}

const parse = (text: string): z.infer<typeof Kept> => Kept.parse(JSON.parse(text));
