import type { PublishedRegister } from '@registry/directory';
import { england } from '../set-up/published.ts';
import { startRegister } from '../set-up/register.ts';
import { directoryWriter, lastAnswer, readEnglandFiles, startOnEngine } from './bench-register.ts';
import { countEngine } from './counted-engine.ts';
import type { CountedEngine } from './counted-engine.ts';
import { againByHand, timeReading } from './import-parts.ts';
import { inMs, median, progress, say, sayTable, timed, total } from './report.ts';

const RUNS = 3;
const READ_RUNS = 5;

/**
 * Imports England by the command as a person does, then takes the work apart: reading, and one PUT
 * after another.
 */
export async function benchImport(): Promise<void> {
  progress('Reading the files');
  const { parts, published } = await timeReading(await readEnglandFiles(), READ_RUNS);
  await sayWhole(published);
  sayTable(
    `Reading and joining the files in one process: the first run, cold, and medians of ${READ_RUNS}`,
    ['Part', 'cold, ms', 'median, ms', 'rows'],
    parts.map(({ title, ms, rows }) => [title, inMs(ms[0] ?? NaN), inMs(median(ms)), String(rows)]),
  );
  await sayWriting(published);
}

async function sayWhole({ files, joined }: PublishedRegister): Promise<void> {
  const rows = total(files.map((file) => file.rows));
  const first: number[] = [];
  const again: number[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    progress(`registry import, run ${run} of ${RUNS}`);
    const register = await startRegister();
    try {
      for (const times of [first, again]) {
        const { value: ran, ms } = await timed(() => register.registry(...england));
        if (ran.code !== 0)
          throw new Error(`registry import ended with ${ran.code}: ${ran.stderr}`);
        times.push(ms);
      }
    } finally {
      await register.stop();
    }
  }
  const line = (title: string, times: number[]) => {
    const seconds = median(times) / 1000;
    return [
      title,
      seconds.toFixed(1),
      perSecond(rows, seconds),
      perSecond(joined.practices, seconds),
    ];
  };
  sayTable(
    `registry import, a process of its own, three ICBs at a time: ${rows} rows of ${files.length} files, ${joined.practices} practices. Medians of ${RUNS} runs.`,
    ['Import', 'seconds', 'rows/s', 'practices/s'],
    [line('into an empty register', first), line('the same files again', again)],
  );
}

function perSecond(count: number, seconds: number): string {
  return (count / seconds).toFixed(0);
}

/** What 36 PUTs took, one after another. */
interface Written {
  /** Of each PUT. */
  httpMs: number[];
  handlerMs: number[];
  readUnits: number;
  counts: ReturnType<CountedEngine['take']>;
}

async function sayWriting(published: PublishedRegister): Promise<void> {
  progress('PUT /icbs/{code}/directory, one ICB after another');
  const engines: CountedEngine[] = [];
  const running = await startOnEngine(async (url) => {
    const engine = await countEngine(url);
    engines.push(engine);
    return engine.url;
  });
  const write = async (): Promise<Written> => {
    const client = running.register.as(directoryWriter);
    for (const engine of engines) engine.take();
    const written: Written = { httpMs: [], handlerMs: [], readUnits: 0, counts: new Map() };
    for (const { code, directory } of published.icbs) {
      written.httpMs.push((await timed(() => client.putDirectory(code, directory))).ms);
      const { ms, readUnits } = lastAnswer(running.register.cloud, 'load-directory');
      written.handlerMs.push(ms);
      written.readUnits += readUnits;
    }
    for (const engine of engines) written.counts = engine.take();
    return written;
  };
  try {
    sayWritten('into an empty register', await write(), againByHand(published, 'empty'));
    sayWritten('the same files again', await write(), againByHand(published, 'full'));
  } finally {
    await running.stop();
    for (const engine of engines) engine.stop();
  }
}

function sayWritten(title: string, written: Written, byHand: [part: string, ms: number][]): void {
  const { httpMs, handlerMs, counts } = written;
  const [http, handler] = [total(httpMs), total(handlerMs)];
  const operations = [...counts].map(([operation, { calls, ms }]): [string, number] => [
    `  the engine: ${calls} ${operation}`,
    ms,
  ]);
  const parts = [...operations, ...byHand.map(([part, ms]): [string, number] => [`  ${part}`, ms])];
  const rest = handler - total(parts.map(([, ms]) => ms));
  const rows: [string, number][] = [
    [`${httpMs.length} PUTs over HTTP`, http],
    ['gateway, worker, JSON of the body, client', http - handler],
    ['in the handler', handler],
    ...parts,
    ['  the rest: SDK and its JSON, endpoint and law, credentials', rest],
  ];
  sayTable(
    `Writing England ${title}, one ICB after another (ms, sums of one run; parts by hand once more in this process)`,
    ['Part', 'ms', 'share'],
    rows.map(([part, ms]) => [part, inMs(ms), `${((ms / http) * 100).toFixed(0)}%`]),
  );
  say(
    `A PUT: median ${inMs(median(httpMs))} ms over HTTP, slowest ${inMs(Math.max(...httpMs))} ms; ${written.readUnits} read units in all.`,
  );
}
