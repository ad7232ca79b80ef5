import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { catalogue } from '@registry/catalogue';
import { readPublishedRegister } from '@registry/directory';
import type { LocalCloud } from '@registry/local-cloud';
import * as z from 'zod';
import { startEngine } from '../../packages/local-cloud/src/dynamodb/engine.ts';
import { readAssembly } from '../../packages/local-cloud/src/template/assembly.ts';
import { readDeployment } from '../../packages/local-cloud/src/template/deployment.ts';
import { publishedFiles } from '../set-up/published.ts';
import type { RunningRegister } from '../set-up/register.ts';
import { assembly, startRegister } from '../set-up/register.ts';
import { progress } from './report.ts';

/** NHS England, as it loads the directory. */
export const directoryWriter = {
  role: 'national',
  org: 'X26',
  scope: 'directory:write',
} as const;

/** What the template tells `query-exposure`: what raw reads need to do as it does. */
const Settings = z.object({
  NATIONAL_ROLE_ARN: z.string(),
  REGISTRY_TABLE: z.string(),
  POINTERS_TABLE: z.string(),
});
/** What the template tells `query-exposure`. */
export type Settings = z.infer<typeof Settings>;

/** Reads the environment that the template gives `query-exposure`. */
export async function querySettings(): Promise<Settings> {
  const { functions } = readDeployment(await readAssembly(assembly), 'http://127.0.0.1', {});
  return Settings.parse(functions.find(({ folder }) => folder === 'query-exposure')?.environment);
}

/**
 * A register whose engine is within reach: in memory, started here, and the one that the local
 * cloud uses.
 */
export interface ReachableRegister {
  register: RunningRegister;
  engineUrl: string;
  stop: () => Promise<void>;
}

/**
 * Starts an engine, and a register on it. `between` may put something in front of the engine, such
 * as a counter: it takes the engine's URL and gives the one that the register is to use.
 */
export async function startOnEngine(
  between: (engineUrl: string) => Promise<string> = (url) => Promise.resolve(url),
): Promise<ReachableRegister> {
  const engine = await startEngine(undefined, undefined, progress);
  process.env['DYNAMODB_ENDPOINT'] = await between(engine.url);
  const register = await startRegister().finally(() => delete process.env['DYNAMODB_ENDPOINT']);
  return {
    register,
    engineUrl: engine.url,
    async stop() {
      await register.stop();
      await engine.stop();
    },
  };
}

const Declared = z.object({
  message: z.literal('answered'),
  ms: z.number(),
  readUnits: z.number(),
});

/** What a function logged of its latest answer: milliseconds in the handler, and read units. */
export function lastAnswer(cloud: LocalCloud, functionName: string): z.infer<typeof Declared> {
  for (const line of cloud.logs().toReversed()) {
    if (!line.startsWith(`${functionName} {`)) continue;
    const parsed = Declared.safeParse(JSON.parse(line.slice(functionName.length + 1)));
    if (parsed.success) return parsed.data;
  }
  throw new Error(`${functionName} has not logged an answer`);
}

/** England's published files, read whole. */
export async function readEnglandFiles() {
  const named = async (path: string) => ({ name: basename(path), bytes: await readFile(path) });
  return {
    map: await named(publishedFiles.map),
    listSizes: await named(publishedFiles.listSizes),
    practices: await named(publishedFiles.practices),
    onlineConsultation: await named(publishedFiles.onlineConsultation),
  };
}

/** Loads England's published files, or of them only one ICB, and gives the codes of the ICBs. */
export async function loadEngland(
  { as }: Pick<RunningRegister, 'as'>,
  only?: string,
): Promise<string[]> {
  progress(`Loading ${only ?? 'England'}…`);
  const { icbs } = await readPublishedRegister(await readEnglandFiles(), catalogue);
  const wanted = icbs.filter(({ code }) => only === undefined || code === only);
  const client = as(directoryWriter);
  for (const { code, directory } of wanted) await client.putDirectory(code, directory);
  return wanted.map(({ code }) => code);
}
