import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** `pnpm start` as a process of its own. */
export interface Program {
  url: string;
  /** What it has written so far, both streams together. */
  said(): string;
  /** Resolves when it says `ready`; throws when it ends before. */
  ready(): Promise<void>;
  /** Sends a signal, and gives the exit code once it has ended; null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** The exit code of a program that ends by itself. */
  ended(): Promise<number | null>;
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free');
  return address.port;
}

/** Starts the product on a port and a folder; `environment` besides, such as `DEMO`. */
export function startProgram(
  port: number,
  dataDir: string,
  environment: Record<string, string>,
): Program {
  const child: ChildProcess = spawn(process.execPath, [`${root}packages/cli/src/start/start.ts`], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: `${dataDir}/data`,
      CDK_OUTDIR: `${dataDir}/cdk.out`,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close').then(([code]) => code as number | null);
  let said = '';
  const isReady = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (/^ready http/m.test(said)) resolve();
      });
    }
  });
  return {
    url: `http://127.0.0.1:${port}`,
    said: () => said,
    ready: () =>
      Promise.race([
        isReady,
        closed.then((code) => {
          throw new Error(`It ended with ${String(code)} before it was ready: ${said}`);
        }),
      ]),
    end: (signal) => {
      child.kill(signal);
      return closed;
    },
    ended: () => closed,
  };
}
