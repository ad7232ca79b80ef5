import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ApiClient, TokenClaims } from '@registry/api-client';
import { createApiClient } from '@registry/api-client';
import type { LocalCloud } from '@registry/local-cloud';
import { startLocalCloud } from '@registry/local-cloud';
import { holdAnswers } from './hold-answers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The templates and bundles that `synthesize.js` wrote before the tests. */
export const assembly = `${root}.local/test.cdk.out`;

/** The command line that `synthesize.js` made one file of before the tests. */
export const commandLine = `${root}.local/registry.mjs`;

/** The published files, which stay outside the project; undefined where they are absent. */
export const publishedData = existsSync(`${root}../shared/data/README.md`)
  ? `${root}../shared/data/`
  : undefined;

/** What a command said and how it ended. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * The synthesized product running on this machine, in memory unless told a folder, empty at first.
 */
export interface RunningRegister {
  cloud: LocalCloud;
  /** The API as one caller. */
  as: (claims: TokenClaims) => ApiClient;
  /** One raw request to `/api…` as one caller; nobody when claims are undefined. */
  request: (
    claims: TokenClaims | undefined,
    method: string,
    path: string,
    more?: { body?: unknown; headers?: Record<string, string> },
  ) => Promise<Response>;
  /** Runs `registry …` as a person would, in a process of its own. */
  registry: (...args: string[]) => Promise<Ran>;
  stop: () => Promise<void>;
}

/** Starts the product, or what another folder holds of it; `stop` it after the tests. */
export async function startRegister(
  options: {
    dataDir?: string;
    replaceCode?: Record<string, string>;
    assembly?: string;
    /** Values for the templates' parameters, such as `SmsPerSecond`. */
    parameters?: Record<string, string>;
  } = {},
): Promise<RunningRegister> {
  const { dataDir, replaceCode = {}, parameters = {}, assembly: folder = assembly } = options;
  const running = { dataDir, replaceCode, parameters };
  const cloud = await startLocalCloud({ assembly: folder, port: 0, ...running });
  const isOurs = Object.keys(replaceCode).length === 0;
  const letGo = isOurs ? holdAnswers(cloud.url) : () => undefined;
  return {
    cloud,
    as: (claims) => createApiClient({ url: cloud.url, token: () => cloud.token(claims) }),
    async request(claims, method, path, { body, headers = {} } = {}) {
      const authorization = claims && `Bearer ${await cloud.token(claims)}`;
      return fetch(`${cloud.url}/api${path}`, {
        method,
        headers: { ...headers, ...(authorization && { authorization }) },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    },
    registry: (...args) => runRegistry(cloud.url, args),
    stop: async () => {
      letGo();
      await cloud.stop();
    },
  };
}

function runRegistry(url: string, args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [commandLine, ...args], {
    cwd: root,
    env: { ...process.env, REGISTRY_URL: url, REGISTRY_TOKEN: '' },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said.stderr += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code: code ?? -1, ...said });
    });
  });
}
