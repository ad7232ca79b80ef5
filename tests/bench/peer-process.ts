import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';
import type { Postgres } from './postgres.ts';

/** The peer in a process of its own. */
export interface PeerProcess {
  url: string;
  stop: () => Promise<void>;
}

/** Starts the peer, and waits until it listens; it connects to PostgreSQL at the first question. */
export async function startPeer({ socket, user }: Postgres): Promise<PeerProcess> {
  const child = fork(new URL('./peer.ts', import.meta.url), {
    env: { ...process.env, PGHOST: socket, PGUSER: user, PGDATABASE: 'postgres' },
    execArgv: [],
  });
  const exited = once(child, 'exit');
  const said = await Promise.race([once(child, 'message'), exited.then(() => [])]);
  const [url] = z
    .tuple([z.url()], 'The peer ended before it listened')
    .rest(z.unknown())
    .parse(said);
  return {
    url,
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}
