import type { ReachableRegister } from './bench-register.ts';
import { lastAnswer, loadEngland, querySettings, startOnEngine } from './bench-register.ts';
import { sayAnswers, sayParts } from './exposure-tables.ts';
import type { Given, Reply } from './raw-messages.ts';
import type { RawReader } from './raw-worker.ts';
import { startRawReader } from './raw-worker.ts';
import { progress, say, timed } from './report.ts';

const COLD_RUNS = 9;
const WARM_RUNS = 40;
/** Rounds before the warm runs that are not counted: the compiler is still at work. */
const WARMING = 15;

const nhsEngland = { role: 'national', org: 'X26' } as const;
const kent = { role: 'icb', org: 'QKS' } as const;

/** What is asked of the API, and by whom. */
interface Question {
  title: string;
  caller: typeof nhsEngland | typeof kent;
  path: string;
}

const questions: readonly Question[] = [
  {
    title: 'England, summary',
    caller: nhsEngland,
    path: '/exposure/summary?product=emis-web',
  },
  {
    title: 'England, page of 500',
    caller: nhsEngland,
    path: '/exposure?product=emis-web&limit=500',
  },
  { title: 'QKS, summary', caller: kent, path: '/exposure/summary?product=emis-web' },
  { title: 'QKS, page of 500', caller: kent, path: '/exposure?product=emis-web&limit=500' },
];

/** One run: the API's answer, and the raw read of the same items right after it. */
export interface Run {
  httpMs: number;
  handlerMs: number;
  readUnits: number;
  /** Bytes of the answer's body. */
  bytes: number;
  raw: Reply;
}

/** What was measured of one question. */
export interface Measured {
  question: Question;
  cold: Run[];
  warm: Run[];
}

/** Loads England and asks which practices an outage of EMIS Web hits, over HTTP and as raw reads in turns, cold and warm. */
export async function benchExposure(): Promise<void> {
  const running = await startOnEngine();
  try {
    const icbs = await loadEngland(running.register);
    const asker = await createAsker(running, icbs);
    const measured = questions.map((question): Measured => ({ question, cold: [], warm: [] }));
    await runCold(asker, measured);
    await runWarm(asker, measured);
    say(
      `Medians of ${COLD_RUNS} cold and ${WARM_RUNS} warm runs, all questions and raw reads in turns.`,
    );
    sayAnswers(measured);
    sayParts(measured);
  } finally {
    await running.stop();
  }
}

/** Asks one question over HTTP, and of the store directly. */
interface Asker {
  overHttp: (question: Question) => Promise<Omit<Run, 'raw'> & { body: string }>;
  raw: (
    reader: RawReader,
    question: Question,
    what: 'rosters' | 'versions',
    body: string,
  ) => Promise<Reply>;
  startReader: () => Promise<RawReader>;
  /** Ends the function's instances: the next question is asked of a new one. */
  kill: () => Promise<void>;
}

async function createAsker(
  { register, engineUrl }: ReachableRegister,
  icbs: string[],
): Promise<Asker> {
  const { cloud } = register;
  const settings = await querySettings();
  const tokens = new Map<Question, string>();
  for (const question of questions) tokens.set(question, await cloud.token(question.caller));
  const given = (): Given => {
    const { credentials, region, endpoint } = cloud.credentialsOf('query-exposure');
    return {
      ...{ endpoint, region, credentials, engineUrl },
      table: settings.REGISTRY_TABLE,
      pointers: settings.POINTERS_TABLE,
      roleArn: settings.NATIONAL_ROLE_ARN,
      nationalOrg: nhsEngland.org,
      today: new Date(cloud.clock.now()).toISOString().slice(0, 10),
    };
  };
  return {
    kill: () => cloud.kill('query-exposure'),
    startReader: () => startRawReader(given()),
    raw: (reader, { caller }, what, body) =>
      reader.read({
        what,
        body,
        icbs: caller.role === 'national' ? icbs : [caller.org],
        pointer: caller.role === 'national',
      }),
    async overHttp(question) {
      const authorization = `Bearer ${tokens.get(question) ?? ''}`;
      const { value: body, ms } = await timed(async () => {
        const answer = await fetch(`${cloud.url}/api${question.path}`, {
          headers: { authorization },
        });
        if (!answer.ok) throw new Error(`${question.path} answered ${answer.status}`);
        return answer.text();
      });
      const { ms: handlerMs, readUnits } = lastAnswer(cloud, 'query-exposure');
      return { httpMs: ms, handlerMs, readUnits, bytes: Buffer.byteLength(body), body };
    },
  };
}

async function runCold(asker: Asker, measured: readonly Measured[]): Promise<void> {
  // The gateway and the endpoint are warmed first: only the function is to be cold.
  for (const { question } of measured) await asker.overHttp(question);
  for (let run = 1; run <= COLD_RUNS; run += 1) {
    progress(`Cold run ${run} of ${COLD_RUNS}`);
    for (const { question, cold } of measured) {
      await asker.kill();
      const { body, ...answer } = await asker.overHttp(question);
      const reader = await asker.startReader();
      const raw = await asker.raw(reader, question, 'rosters', body);
      await reader.stop();
      cold.push({ ...answer, raw });
    }
  }
}

async function runWarm(asker: Asker, measured: readonly Measured[]): Promise<void> {
  // Each question has a reader of its own, that holds exactly the rosters asked of.
  const readers = new Map<Question, RawReader>();
  for (const { question } of measured) {
    const reader = await asker.startReader();
    await asker.raw(reader, question, 'rosters', '{}');
    readers.set(question, reader);
  }
  for (let run = 1 - WARMING; run <= WARM_RUNS; run += 1) {
    if (run % 10 === 0) progress(`Warm run ${run} of ${WARM_RUNS}`);
    for (const { question, warm } of measured) {
      const { body, ...answer } = await asker.overHttp(question);
      const reader = readers.get(question);
      if (!reader) throw new Error(`No reader for ${question.title}`);
      const raw = await asker.raw(reader, question, 'versions', body);
      if (run > 0) warm.push({ ...answer, raw });
    }
  }
  for (const reader of readers.values()) await reader.stop();
}
