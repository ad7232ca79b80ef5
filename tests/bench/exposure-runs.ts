import type { Asker, OurAnswer } from './exposure-asker.ts';
import type { Question } from './exposure-questions.ts';
import { newProducts, productsIn } from './exposure-questions.ts';
import type { PartsReply, ReadReply, Task } from './raw-messages.ts';
import type { RawReader } from './raw-worker.ts';
import { median, progress } from './report.ts';
import { firstDifference } from './same-answer.ts';

/**
 * How often each question is asked; of the warm rounds those that only warm the compiler are not
 * counted.
 */
export interface Rounds {
  cold: number;
  warming: number;
  warm: number;
  /** Of questions that the instance has not been asked before; at most 15. */
  fresh: number;
}

/** One round: our answer, the peer's, and the raw read of the same items. */
export interface Run extends Omit<OurAnswer, 'body'> {
  bytes: number;
  peerMs: number | undefined;
  raw: ReadReply;
  parts: PartsReply;
}

/** What was measured of one question. */
export interface Measured {
  question: Question;
  /**
   * Where our answer and the peer's first differ; `same` when nowhere. Undefined without a peer.
   */
  compared: string | undefined;
  cold: Run[];
  /** Of a warm instance that has not been asked this before. */
  fresh: Run[];
  /** Of a warm instance, a few sets of products in turns: it has been asked each of them before. */
  warm: Run[];
}

/**
 * Asks all questions in turns: first each once for every set of products, comparing the answers;
 * then cold; then warm; then warm with what is new.
 */
export async function runAll(
  asker: Asker,
  questions: readonly Question[],
  icbs: readonly string[],
  rounds: Rounds,
  scale: string,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const question of questions) {
    progress(`${scale}: comparing ${question.title}`);
    measured.push({
      question,
      compared: await compare(asker, question),
      cold: [],
      fresh: [],
      warm: [],
    });
  }
  for (let round = 1; round <= rounds.cold; round += 1) {
    progress(`${scale}: cold round ${round} of ${rounds.cold}`);
    for (const { question, cold } of measured)
      cold.push(await runCold(asker, question, icbs, round));
  }
  const readers = new Map<Question, RawReader>();
  for (let round = 1 - rounds.warming; round <= rounds.warm; round += 1) {
    if (round % 5 === 0) progress(`${scale}: warm round ${round} of ${rounds.warm}`);
    for (const { question, warm } of measured) {
      const reader = readers.get(question) ?? (await startWarmReader(asker, question, icbs));
      readers.set(question, reader);
      const products = productsIn(question, rounds.warming + round);
      const run = await runWarm(asker, reader, question, icbs, round, products);
      if (round > 0) warm.push(run);
    }
  }
  let asked = 0;
  for (let round = 1; round <= rounds.fresh; round += 1) {
    for (const { question, fresh } of measured) {
      const reader = readers.get(question);
      if (!reader) throw new Error(`No reader for ${question.title}`);
      const products = newProducts(question, asked);
      asked += 1;
      fresh.push(await runWarm(asker, reader, question, icbs, round, products));
    }
  }
  for (const reader of readers.values()) await reader.stop();
  return measured;
}

async function compare(asker: Asker, question: Question): Promise<string | undefined> {
  for (const products of question.products) {
    const ours = await asker.ours(question, products);
    const peer = await asker.peer(question, products);
    if (!peer) return undefined;
    const one: unknown = JSON.parse(ours.body);
    const other: unknown = JSON.parse(peer.body);
    // Written at different moments; and a cursor is opaque.
    const difference = firstDifference(one, other, ['asOf', 'cursor']);
    if (difference !== undefined) return `${products.join(' ')}: ${difference}`;
  }
  return 'same';
}

function taskOf(
  { caller }: Question,
  icbs: readonly string[],
  what: Task['what'],
  products: readonly string[],
  body: string,
): Omit<Task, 'act'> {
  const national = caller.role === 'national';
  const asked = national ? [...icbs] : [caller.org];
  return { what, body, icbs: asked, pointer: national, products: [...products] };
}

async function runCold(
  asker: Asker,
  question: Question,
  icbs: readonly string[],
  round: number,
): Promise<Run> {
  const products = productsIn(question, round);
  await asker.killOurs();
  const { body, ...ours } = await asker.ours(question, products);
  await asker.restartPeer();
  const peer = await asker.peer(question, products);
  const task = taskOf(question, icbs, 'rosters', products, body);
  const reader = await asker.startReader();
  const raw = await reader.read(task);
  await reader.stop();
  const other = await asker.startReader();
  const parts = await other.parts(task);
  await other.stop();
  return { ...ours, bytes: Buffer.byteLength(body), peerMs: peer?.ms, raw, parts };
}

/** A reader that holds exactly the rosters asked of. */
async function startWarmReader(asker: Asker, question: Question, icbs: readonly string[]) {
  const reader = await asker.startReader();
  await reader.parts(taskOf(question, icbs, 'rosters', productsIn(question, 0), '{}'));
  return reader;
}

async function runWarm(
  asker: Asker,
  reader: RawReader,
  question: Question,
  icbs: readonly string[],
  round: number,
  products: readonly string[],
): Promise<Run> {
  // The one that comes second may find the processor's caches full of the other's.
  const first = round % 2 === 0 ? await asker.peer(question, products) : undefined;
  const { body, ...ours } = await asker.ours(question, products);
  const peer = first ?? (await asker.peer(question, products));
  const task = taskOf(question, icbs, 'versions', products, body);
  const raw = await reader.read(task);
  const parts = await reader.parts(task);
  return { ...ours, bytes: Buffer.byteLength(body), peerMs: peer?.ms, raw, parts };
}

/** Medians of the very same question asked again and again. */
export interface Again {
  question: Question;
  httpMs: number;
  handlerMs: number;
  peerMs: number;
}

/** Asks each question again and again, the same products each time. */
export async function runAgain(asker: Asker, questions: readonly Question[]): Promise<Again[]> {
  const again: Again[] = [];
  for (const question of questions) {
    progress(`The same again: ${question.title}`);
    const products = productsIn(question, 0);
    const [ours, peers]: [OurAnswer[], number[]] = [[], []];
    for (let round = 0; round < 25; round += 1) {
      ours.push(await asker.ours(question, products));
      peers.push((await asker.peer(question, products))?.ms ?? NaN);
    }
    const counted = ours.slice(5);
    again.push({
      question,
      httpMs: median(counted.map(({ httpMs }) => httpMs)),
      handlerMs: median(counted.map(({ handlerMs }) => handlerMs)),
      peerMs: median(peers.slice(5)),
    });
  }
  return again;
}
