import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { Dataset, KeptDataset, Refusal } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, transact } from '../database.ts';
import { pointerKeys } from '../keys.ts';
import { requireReadable } from '../readable.ts';
import { getItem, getItems } from '../reads.ts';

/** Far more than England's practices take decompressed: what claims to be larger is refused. */
const MOST_BYTES = 32 * 1024 * 1024;

/** What is kept of its bytes: when list sizes come before any practice is known, England's. */
const Unplaced = z.instanceof(Uint8Array).transform((bytes, context): unknown => {
  try {
    const json = brotliDecompressSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8');
    return JSON.parse(json);
  } catch {
    context.addIssue({ code: 'custom', message: 'does not decode' });
    return z.NEVER;
  }
});

const DatasetItem = z
  .object({ dataset: Dataset, asAt: z.string(), unplaced: Unplaced })
  .pipe(KeptDataset);

const Version = z.object({ version: z.int() });

/** Reads and writes what is known of published datasets as a whole. */
export type DatasetStore = ReturnType<typeof createDatasetStore>;

/** Makes a store over what the database's credentials can reach. */
export function createDatasetStore(db: Database) {
  const table = db.tables.pointers;
  return {
    /** Every dataset that is known, in the order of `Dataset`. */
    async readAll(): Promise<KeptDataset[]> {
      const items = await getItems(db, table, Dataset.options.map(pointerKeys.dataset));
      const found = items.map((item) => requireReadable(db, DatasetItem, item));
      return Dataset.options.flatMap((each) => found.find(({ dataset }) => dataset === each) ?? []);
    },

    /**
     * Keeps a dataset in place of what was known of it. Throws `older-publication` when that is
     * newer; `'collided'` when another writer came between.
     */
    async keep({ dataset, asAt, unplaced }: KeptDataset): Promise<'done' | 'collided'> {
      const key = pointerKeys.dataset(dataset);
      const item = await getItem(db, table, key);
      const held = item && requireReadable(db, DatasetItem, item);
      if (held && held.asAt > asAt)
        throw new Refusal(
          'older-publication',
          `What is known of ${dataset} is as at ${held.asAt}, which is newer than ${asAt}: nothing was changed`,
        );
      const bytes = brotliCompressSync(JSON.stringify(unplaced));
      const before = item && Version.parse(item).version;
      const next = { dataset, asAt, unplaced: bytes, version: (before ?? 0) + 1 };
      return transact(db, [put(table, key, next, before)]);
    },
  };
}
