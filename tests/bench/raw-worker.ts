import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { Given, Task } from './raw-messages.ts';
import { PartsReply, ReadReply } from './raw-messages.ts';

/** A raw reader in a thread of its own. */
export interface RawReader {
  read: (task: Omit<Task, 'act'>) => Promise<ReadReply>;
  parts: (task: Omit<Task, 'act'>) => Promise<PartsReply>;
  stop: () => Promise<unknown>;
}

/** Starts a raw reader; its first task waits until it is loaded, and does not count that. */
export async function startRawReader(given: Given): Promise<RawReader> {
  const worker = new Worker(new URL('./raw-reader.ts', import.meta.url), { workerData: given });
  await once(worker, 'online');
  const ask = async <T>(task: Task, reply: z.ZodType<T>): Promise<T> => {
    const answered = once(worker, 'message');
    worker.postMessage(task);
    return z.tuple([reply]).parse(await answered)[0];
  };
  return {
    read: (task) => ask({ ...task, act: 'read' }, ReadReply),
    parts: (task) => ask({ ...task, act: 'parts' }, PartsReply),
    stop: () => worker.terminate(),
  };
}
