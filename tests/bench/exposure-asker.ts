import type { ReachableRegister } from './bench-register.ts';
import { lastAnswer, querySettings } from './bench-register.ts';
import { assumeNational } from './assume-national.ts';
import type { Question } from './exposure-questions.ts';
import { nhsEngland, pathOf, questions } from './exposure-questions.ts';
import { startClient } from './client.ts';
import type { PeerProcess } from './peer-process.ts';
import { startPeer } from './peer-process.ts';
import type { Postgres } from './postgres.ts';
import type { RawReader } from './raw-worker.ts';
import { startRawReader } from './raw-worker.ts';

/** Our answer: milliseconds over HTTP and in the handler, read units, and the body. */
export interface OurAnswer {
  httpMs: number;
  handlerMs: number;
  readUnits: number;
  body: string;
}

/** Asks one question of ours, of the peer, and of the store directly. */
export interface Asker {
  ours: (question: Question, products: readonly string[]) => Promise<OurAnswer>;
  /** Undefined where there is no PostgreSQL. */
  peer: (
    question: Question,
    products: readonly string[],
  ) => Promise<{ ms: number; body: string } | undefined>;
  startReader: () => Promise<RawReader>;
  /** Ends the function's instances: the next question is asked of a new one. */
  killOurs: () => Promise<void>;
  /** Another process of the peer, without a connection to PostgreSQL yet. */
  restartPeer: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Makes an asker of a running register and, where it is installed, PostgreSQL. */
export async function createAsker(
  { register: { cloud }, engineUrl }: ReachableRegister,
  postgres: Postgres | undefined,
): Promise<Asker> {
  const client = startClient();
  const settings = await querySettings();
  const tokens = new Map<string, string>();
  for (const { caller } of questions) tokens.set(caller.org, await cloud.token(caller));
  let process: PeerProcess | undefined = postgres && (await startPeer(postgres));
  return {
    killOurs: () => cloud.kill('query-exposure'),
    async restartPeer() {
      await process?.stop();
      process = postgres && (await startPeer(postgres));
    },
    async stop() {
      client.stop();
      await process?.stop();
    },
    async startReader() {
      const { credentials, region, endpoint } = cloud.credentialsOf('query-exposure');
      const own = {
        endpoint,
        region,
        credentials,
        roleArn: settings.NATIONAL_ROLE_ARN,
        nationalOrg: nhsEngland.org,
      };
      return startRawReader({
        ...own,
        national: await assumeNational(own),
        engineUrl,
        table: settings.REGISTRY_TABLE,
        pointers: settings.POINTERS_TABLE,
        today: new Date(cloud.clock.now()).toISOString().slice(0, 10),
      });
    },
    async ours(question, products) {
      const authorization = `Bearer ${tokens.get(question.caller.org) ?? ''}`;
      const url = `${cloud.url}/api${pathOf(question, products)}`;
      const { body, ms: httpMs } = await client.get(url, { authorization });
      const { ms: handlerMs, readUnits } = lastAnswer(cloud, 'query-exposure');
      return { httpMs, handlerMs, readUnits, body };
    },
    async peer(question, products) {
      if (!process) return undefined;
      const { caller } = question;
      const icb = caller.role === 'icb' ? caller.org : undefined;
      const url = `${process.url}${pathOf(question, products, icb)}`;
      return client.get(url);
    },
  };
}
