import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalCloud } from '@registry/local-cloud';
import { openDataFolder, startLocalCloud, UnusableData } from '@registry/local-cloud';
import { synthesizeIfChanged } from './assembly.ts';
import { loadDemonstrationIfEmpty } from './demonstration.ts';
import { describeFailure, exitCodes, UsageError } from '../terminal/failure.ts';
import { say, warn } from '../terminal/output.ts';

const checkout = fileURLToPath(new URL('../../../../', import.meta.url));

/**
 * Synthesizes the template where it has changed, starts the local cloud on it, and loads the
 * demonstration register where there is none.
 */
async function start(environment: NodeJS.ProcessEnv): Promise<void> {
  const port = portIn(environment['PORT']);
  const dataDir = resolve(checkout, environment['DATA_DIR'] ?? '.local/data');
  const assembly = resolve(checkout, environment['CDK_OUTDIR'] ?? '.local/cdk.out');
  await refuseTakenPort(port);
  refuseUnusable(dataDir);
  const began = Date.now();
  const isNew = await synthesizeIfChanged(checkout, assembly);
  say(isNew ? `Synthesized the template in ${seconds(began)}` : 'The template is up to date');
  const cloud = await timed('Started the local cloud', () => {
    const starting = startLocalCloud({ assembly, port, dataDir });
    running.cloud = starting;
    return starting;
  });
  if (environment['DEMO'] !== '0') {
    const started = Date.now();
    if (await loadDemonstrationIfEmpty(cloud, dataDir))
      say(`Loaded the demonstration register in ${seconds(started)}`);
  }
  say(`ready ${cloud.url}`);
  say(howToAsk(port));
}

const DEFAULT_PORT = 3000;

const howToAsk = (port: number): string => `
Ask it, in another terminal (registry --help shows more):
  ${port === DEFAULT_PORT ? '' : `PORT=${port} `}node_modules/.bin/registry exposure --product emis-web
Ctrl-C stops it; the data stays.`;

function portIn(given: string | undefined): number {
  const port = Number(given ?? DEFAULT_PORT);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new UsageError(`PORT is ${given ?? ''}; it should be a port number such as 3000.`);
}

/**
 * Throws UsageError when another program listens on the port: before the slow work, not after it.
 */
async function refuseTakenPort(port: number): Promise<void> {
  await new Promise<void>((free, taken) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use by another program. Stop it, or choose another: PORT=3100 pnpm start`
          : `Port ${port} cannot be used: ${error.message}`;
      taken(new UsageError(reason));
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        free();
      });
    });
  });
}

/**
 * Throws UsageError when the folder is in use or cannot be written: before the slow work, not
 * after it.
 */
function refuseUnusable(dataDir: string): void {
  try {
    openDataFolder(dataDir).release();
  } catch (error) {
    throw usageOf(error);
  }
}

/** What is wrong with the data folder is for whoever typed the command to mend. */
function usageOf(error: unknown): unknown {
  return error instanceof UnusableData
    ? new UsageError(`${error.message} DATA_DIR names the folder.`)
    : error;
}

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const started = Date.now();
  const result = await work();
  say(`${what} in ${seconds(started)}`);
  return result;
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * What is to be stopped before leaving: the cloud, started or starting; and whether that is under
 * way.
 */
const running: { cloud?: Promise<LocalCloud>; stopping: boolean } = { stopping: false };

/** Stops the cloud, if there is one, and leaves. */
async function leave(exitCode: number): Promise<void> {
  if (running.stopping) return;
  running.stopping = true;
  const cloud = await running.cloud?.catch(() => undefined);
  await cloud?.stop();
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    void leave(exitCodes.done);
  });

try {
  await start(process.env);
} catch (error) {
  // What breaks off because the cloud is being stopped is no failure.
  if (!running.stopping) {
    const failure = describeFailure(usageOf(error));
    warn(failure.text);
    if (process.env['DEBUG'] === '1' && error instanceof Error) warn(error.stack ?? '');
    await leave(failure.exitCode);
  }
}
