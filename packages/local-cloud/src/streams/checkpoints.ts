import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

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
 */
export function openCheckpoints(dataDir: string | undefined): Checkpoints {
  const file = dataDir === undefined ? undefined : path.join(dataDir, 'streams.json');
  const kept = file === undefined ? {} : read(file);
  return {
    find(mapping, engineArn) {
      const found = kept[mapping];
      return found?.engineArn === engineArn ? found.sequenceNumber : undefined;
    },
    set(mapping, engineArn, sequenceNumber) {
      kept[mapping] = { engineArn, sequenceNumber };
      if (file === undefined) return;
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(kept));
      renameSync(`${file}.new`, file);
    },
  };
}

function read(file: string): z.infer<typeof Kept> {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
