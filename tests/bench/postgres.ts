import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A PostgreSQL server of our own in a fresh folder, reached by a socket in that folder. */
export interface Postgres {
  /** What `postgres --version` says. */
  version: string;
  /** Folder of the socket: `host` of a client. */
  socket: string;
  user: string;
  stop: () => Promise<void>;
}

const USER = 'peer';

/** Fair settings for 2 cores and reads alone; `jit` costs more than these queries take. */
const SETTINGS = {
  listen_addresses: '',
  shared_buffers: '512MB',
  work_mem: '64MB',
  effective_cache_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
};

/**
 * Starts PostgreSQL where it is installed, in the PATH or where Debian puts version 15; undefined
 * where it is not.
 */
export async function startPostgres(): Promise<Postgres | undefined> {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/lib/postgresql/15/bin'];
  const bin = places.find((each) => existsSync(join(each, 'postgres')));
  if (bin === undefined) return undefined;
  const owner = unprivileged();
  const folder = await mkdtemp(join(tmpdir(), 'bench-postgres-'));
  if (owner) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...owner, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const settings = { ...SETTINGS, unix_socket_directories: folder };
  const server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(server, 'exit');
  await ready(server.stderr, ended);
  return {
    version: execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).trim(),
    socket: folder,
    user: USER,
    async stop() {
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

/** PostgreSQL refuses to run as root: for root, the user that it is installed with, or nobody. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      spawnSync('id', [flag, user], { encoding: 'utf8' }),
    );
    if (uid?.status === 0 && gid?.status === 0)
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody');
}

async function ready(stderr: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<void> {
  let said = '';
  const listening = new Promise<'ready'>((resolve) => {
    stderr.setEncoding('utf8').on('data', (text: string) => {
      // Read on for as long as it runs: a full pipe would stop it.
      if (said.length < 10_000) said += text;
      if (said.includes('ready to accept connections')) resolve('ready');
    });
  });
  if ((await Promise.race([listening, ended])) !== 'ready')
    throw new Error(`PostgreSQL did not start: ${said}`);
}
