import { loadavg } from 'node:os';
import type { Roster } from '@registry/domain';
import { IcbCode } from '@registry/domain';
import { Client } from 'pg';
import { loadEngland, querySettings, startOnEngine } from './bench-register.ts';
import type { ReachableRegister } from './bench-register.ts';
import { createAsker } from './exposure-asker.ts';
import type { Asker } from './exposure-asker.ts';
import { questions, withoutPcns } from './exposure-questions.ts';
import { runAgain, runAll } from './exposure-runs.ts';
import type { Measured, Rounds } from './exposure-runs.ts';
import { sayAgain, sayAnswers, sayParts, sayRaw } from './exposure-tables.ts';
import { sayGoals, sayScales } from './exposure-goals.ts';
import { growRosters } from './grow-rosters.ts';
import { bytesPerRow, createEngineRosters } from './grown-register.ts';
import { createPeerLoader } from './peer-data.ts';
import type { Postgres } from './postgres.ts';
import { startPostgres } from './postgres.ts';
import { inMs, progress, say, timed, total } from './report.ts';

/** How often each question is asked at each scale. */
const ROUNDS: Readonly<Record<number, Rounds>> = {
  1: { cold: 7, warming: 15, warm: 40, fresh: 15 },
  10: { cold: 3, warming: 5, warm: 15, fresh: 10 },
  50: { cold: 2, warming: 2, warm: 5, fresh: 3 },
};
/** At so many times England a summary by PCN is larger than Lambda's answer of 6 MB. */
const MANY_PCNS = 15;

/** What was measured at so many times the register. */
export interface Scale {
  times: number;
  practices: number;
  measured: Measured[];
}

/**
 * Asks which practices an outage may hit, of ours and of the peer over the same data, in turns, at
 * 1 and 10 times England or more.
 */
export async function benchExposure(options: readonly string[]): Promise<void> {
  const scales = options.length > 0 ? [1, 10, 50] : [1, 10];
  const running = await startOnEngine();
  const postgres = await startPostgres();
  say(
    postgres
      ? `The peer: Fastify and pg over ${postgres.version}, on a socket; it checks no token and keeps no answer. Settings: shared_buffers 512MB, work_mem 64MB, jit off.`
      : 'PostgreSQL 15: not installed, its columns are left out.',
  );
  try {
    await measureScales(running, postgres, scales);
  } finally {
    await postgres?.stop();
    await running.stop();
  }
}

async function measureScales(
  running: ReachableRegister,
  postgres: Postgres | undefined,
  scales: readonly number[],
): Promise<void> {
  const icbs = (await loadEngland(running.register)).map((code) => IcbCode.parse(code));
  const engine = createEngineRosters(running.engineUrl, await querySettings());
  const peerTables = postgres && (await openPeerTables(postgres));
  const asker = await createAsker(running, postgres);
  const real = await engine.read(icbs);
  const rosters = [...real];
  const random = seeded(2024);
  const done: Scale[] = [];
  try {
    await peerTables?.load(real);
    for (const times of scales) {
      const more = growRosters(real, times - rosters.length / real.length, random, rosters);
      if (more.length > 0) await grow(more, (some) => engine.add(some), peerTables?.load, real);
      rosters.push(...more);
      done.push(await measure(asker, rosters, times));
      if (times === 1) await measureEngland(running, asker);
    }
    sayScales(done);
    sayGoals(done);
  } finally {
    await asker.stop();
    await peerTables?.close();
    engine.stop();
  }
}

async function measure(asker: Asker, rosters: readonly Roster[], times: number): Promise<Scale> {
  const rounds = ROUNDS[times] ?? { cold: 1, warming: 1, warm: 1, fresh: 1 };
  const asked = times < MANY_PCNS ? questions : questions.slice(0, -1).map(withoutPcns);
  const icbs = rosters.map(({ icb }) => icb);
  const practices = total(rosters.map(({ rows }) => rows.length));
  const measured = await runAll(asker, asked, icbs, rounds, `${times}×`);
  say(
    `\n== England ${times}×: ${icbs.length} ICBs, ${practices} practices. Medians of ${rounds.cold} cold, ${rounds.fresh} new and ${rounds.warm} warm rounds; questions, ours, peer and raw reads in turns. Load average at the end: ${(loadavg()[0] ?? NaN).toFixed(1)}.`,
  );
  sayAnswers(measured);
  sayRaw(measured);
  sayParts(measured);
  return { times, practices, measured };
}

/** What only England as it is answers: the very same question again, and the whole as CSV. */
async function measureEngland({ register }: ReachableRegister, asker: Asker): Promise<void> {
  sayAgain(await runAgain(asker, questions));
  progress('The whole of England as CSV, by the CLI');
  const command = ['exposure', '--product', 'emis-web', '--csv'];
  const { value: ran, ms } = await timed(() => register.registry(...command));
  if (ran.code !== 0) throw new Error(`registry exposure ended with ${ran.code}: ${ran.stderr}`);
  const [bytes, lines] = [Buffer.byteLength(ran.stdout), ran.stdout.trimEnd().split('\n').length];
  say(
    `\nregistry ${command.join(' ')}, a process of its own: ${(ms / 1000).toFixed(2)} s, ${bytes} bytes, ${lines - 1} rows and a heading.`,
  );
}

/** Loads more ICBs past API and law, and says what that took and how true they are. */
async function grow(
  more: readonly Roster[],
  ours: (rosters: readonly Roster[]) => Promise<void>,
  peer: ((rosters: readonly Roster[]) => Promise<void>) | undefined,
  real: readonly Roster[],
): Promise<void> {
  progress(`${more.length} more ICBs`);
  const store = await timed(() => ours(more));
  const tables = peer && (await timed(() => peer(more)));
  const rows = total(more.map((roster) => roster.rows.length));
  say(
    `\n${more.length} more ICBs with generated names, ${rows} practices: ${bytesPerRow(more).toFixed(1)} bytes a row in the store (the real: ${bytesPerRow(real).toFixed(1)}). Written in ${inMs(store.ms)} ms${tables ? `; into PostgreSQL, with vacuum analyze, in ${inMs(tables.ms)} ms` : ''}.`,
  );
}

async function openPeerTables({ socket, user }: Postgres) {
  const client = new Client({ host: socket, user, database: 'postgres' });
  await client.connect();
  const loader = createPeerLoader(client);
  await loader.start();
  return { load: loader.load, close: () => client.end() };
}

/** Uniform in [0, 1) and the same in each run (Mulberry32, Tommy Ettinger, public domain). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
