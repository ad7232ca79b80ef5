import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { Given, Task } from './raw-messages.ts';
import { Reply } from './raw-messages.ts';

/** A raw reader in a thread of its own. */
export interface RawReader {
  read: (task: Task) => Promise<Reply>;
  stop: () => Promise<unknown>;
}

/** Starts a raw reader; the first read waits until it is loaded, and does not count that. */
export async function startRawReader(given: Given): Promise<RawReader> {
  const worker = new Worker(new URL('./raw-reader.ts', import.meta.url), { workerData: given });
  await once(worker, 'online');
  return {
    async read(task) {
      const answered = once(worker, 'message');
      worker.postMessage(task);
      return z.tuple([Reply]).parse(await answered)[0];
    },
    stop: () => worker.terminate(),
  };
}
