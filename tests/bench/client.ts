import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';

/** What the client's process is asked to get. */
export const Question = z.object({ url: z.url(), headers: z.record(z.string(), z.string()) });

const Reply = z.union([
  z.object({ body: z.string(), ms: z.number() }),
  z.object({ error: z.string() }),
]);

/** Who asks, in a process of its own; one question at a time. */
export interface Client {
  /** The body, and the milliseconds from asking to its last byte. Throws for any status but 200. */
  get: (url: string, headers?: Record<string, string>) => Promise<{ body: string; ms: number }>;
  stop: () => void;
}

/** Starts the client. */
export function startClient(): Client {
  const child = fork(new URL('./client-process.ts', import.meta.url), { execArgv: [] });
  return {
    async get(url, headers = {}) {
      const answered = once(child, 'message');
      child.send({ url, headers } satisfies z.infer<typeof Question>);
      const [reply] = z
        .tuple([Reply])
        .rest(z.unknown())
        .parse(await answered);
      if ('error' in reply) throw new Error(reply.error);
      return reply;
    },
    stop: () => {
      child.disconnect();
    },
  };
}
