import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { damaged, full } from '../data/unusable.ts';

/** A running store that speaks DynamoDB. */
export interface Engine {
  url: string;
  /**
   * Ends it at once. Nothing that it has answered for is lost: it is built to survive `kill -9`.
   */
  stop(): Promise<void>;
}

/**
 * Runs the engine (`$2…`) and ends it when this script's input closes, which happens however its
 * parent dies. Its own process group keeps a Ctrl-C in the terminal from reaching the engine before
 * the calls in flight are done.
 */
const KEEPER = `umask 077; exec 3<&0; "$@" </dev/null & engine=$!
( read -r _ <&3; kill -9 $engine ) >/dev/null 2>&1 & wait $engine`;

/** The engine writes this once it has its port. */
const LISTENING = 'Dynoxide listening';

/**
 * Starts the embedded engine on a free port: on linux-x64 the one that comes with this package,
 * elsewhere `dynoxide` from the PATH. It keeps its data in `dataDir/dynamodb.sqlite`, or in memory
 * when that is undefined. A store that already runs is used instead when `DYNAMODB_ENDPOINT` gives
 * its URL. Throws, in one sentence, when the engine does not start.
 */
export async function startEngine(
  dataDir: string | undefined,
  running: string | undefined,
  log: (line: string) => void,
): Promise<Engine> {
  if (running !== undefined && running !== '') {
    log(`DynamoDB is the one at DYNAMODB_ENDPOINT, ${running}; it keeps its own data.`);
    return { url: running, stop: () => Promise.resolve() };
  }
  const file = dataDir === undefined ? undefined : join(dataDir, 'dynamodb.sqlite');
  const kept = file === undefined ? [] : ['--db-path', file];
  const binary = engineBinary();
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const command = [binary, 'serve', '--port', String(port), ...kept];
    const child = spawn('/bin/sh', ['-c', KEEPER, 'sh', ...command], {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said = await firstWords(child);
    if (said.includes(LISTENING)) return engineOf(child, port, log);
    child.stdin.end();
    if (file !== undefined) refuseUnusable(said, file);
    if (attempt === 3) throw new Error(notStarted(binary, said));
  }
}

/** The engine's words for a file that it cannot use, in one sentence of ours. */
function refuseUnusable(said: string, file: string): void {
  if (/not a valid SQLite|malformed/.test(said)) throw damaged(file);
  if (/disk is full|disk I\/O error/.test(said)) throw full(file);
}

/** Another process may take a free port before the engine does: hence several attempts. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

/** What the engine says: that it listens, or, once it has ended, why it does not. */
async function firstWords(child: ChildProcess): Promise<string> {
  const heard: string[] = [];
  const listening = new Promise<void>((resolve) => {
    for (const input of [child.stdout, child.stderr]) {
      input?.setEncoding('utf8').on('data', (text: string) => {
        heard.push(text);
        if (text.includes(LISTENING)) resolve();
      });
    }
  });
  await Promise.race([listening, once(child, 'close')]);
  return heard.join('').trim();
}

function engineOf(child: ChildProcess, port: number, log: (line: string) => void): Engine {
  const ended = once(child, 'exit');
  let stopping = false;
  child.on('exit', () => {
    if (!stopping) log('The DynamoDB engine has ended by itself: every call to it will now fail.');
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      stopping = true;
      child.stdin?.end();
      await ended;
    },
  };
}

function engineBinary(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'dynoxide';
  return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
}

function notStarted(binary: string, said: string): string {
  const hint =
    binary === 'dynoxide'
      ? ` On ${process.platform}-${process.arch} the local cloud needs dynoxide on the PATH, or DYNAMODB_ENDPOINT set to the URL of a DynamoDB that runs.`
      : '';
  return `The DynamoDB engine ${binary} did not start: ${said === '' ? 'it said nothing' : said.replace(/\.+$/, '')}.${hint}`;
}
