import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { FunctionDefinition } from '../definitions/function.ts';
import type { FromWorker, Invocation, WorkerInput } from './worker-messages.ts';

/**
 * How an invocation ended: with the function's answer or with an error as Lambda reports it. A long
 * text `body` of the answer comes beside it.
 */
export type Outcome =
  { ok: true; payload: string; body?: Uint8Array } | { ok: false; error: FunctionError };

/** An error in Lambda's own shape. */
export const FunctionError = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.array(z.string()).default([]),
});
export type FunctionError = z.infer<typeof FunctionError>;

/** One running copy of a function; it answers one invocation at a time. */
export interface Instance {
  /** @param event the event as JSON */
  invoke(event: string): Promise<Outcome>;
  /** False once it has crashed, timed out or been stopped: it will never answer again. */
  alive(): boolean;
  /** When its credentials stop serving, in milliseconds since 1970 by the cloud's clock. */
  usableUntil: number;
  stop(): Promise<void>;
}

/** What a new instance is given. */
export interface InstanceInput {
  definition: FunctionDefinition;
  environment: Readonly<Record<string, string>>;
  clock: SharedArrayBuffer;
  usableUntil: number;
  /** Takes each line that the function writes. */
  log: (line: string) => void;
}

/**
 * Lambda's limits: time to start (10 s) and size of an answer (6 MB). Source: Lambda developer
 * guide, "Lambda quotas".
 */
const START_MS = 10_000;
const LARGEST_ANSWER = 6_291_556;

/** Where Node keeps modules compiled: a cold start takes two thirds of the time with them. */
const COMPILED = path.join(tmpdir(), 'node-compile-cache');

/** Starts a worker thread on the function's bundle; the first invocation waits for it. */
export function startInstance(input: InstanceInput): Instance {
  const { definition } = input;
  const worker = startWorker(input);
  let alive = true;
  let settle: ((message: FromWorker) => void) | undefined;
  const next = (): Promise<FromWorker> => new Promise((resolve) => (settle = resolve));
  const started = within(START_MS, next(), definition);
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'written') logLines(message.text, input.log);
    else settle?.(message);
  });
  let uncaught = '';
  worker.on('error', (error: unknown) => {
    uncaught = ` (${String(error)})`;
    input.log(`uncaught ${String(error)}`);
  });
  worker.on('exit', (code) => {
    alive = false;
    const reason = `Runtime exited with error: exit status ${code}${uncaught}`;
    settle?.({ kind: 'error', error: exitError('Runtime.ExitError', reason) });
  });

  const stop = async (): Promise<void> => {
    alive = false;
    await worker.terminate();
  };
  const invoke = async (event: string): Promise<Outcome> => {
    const start = await started;
    if (start.kind !== 'ready') {
      await stop();
      return failed(start);
    }
    const deadline = definition.timeoutSeconds * 1000;
    const ended = next();
    worker.postMessage({ id: randomUUID(), event, deadline } satisfies Invocation);
    const message = await within(deadline, ended, definition);
    if (message.kind === 'fatal') await stop();
    return message.kind === 'result' ? sized(message.payload, message.body) : failed(message);
  };
  return { invoke, stop, alive: () => alive, usableUntil: input.usableUntil };
}

function startWorker({ definition, environment, clock, log }: InstanceInput): Worker {
  const [file = '', handlerName = ''] = definition.handler.split('.');
  const module = ['.mjs', '.js']
    .map((extension) => path.join(definition.code, `${file}${extension}`))
    .find((candidate) => existsSync(candidate));
  if (module === undefined) {
    throw new Error(`The bundle of ${definition.folder} has no ${file}.mjs in ${definition.code}.`);
  }
  const { name, arn, memoryMegabytes } = definition;
  const worker = new Worker(new URL('./bootstrap.ts', import.meta.url), {
    workerData: { clock, module, handlerName, name, arn, memoryMegabytes } satisfies WorkerInput,
    env: { ...environment, NODE_COMPILE_CACHE: COMPILED },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  });
  for (const output of [worker.stdout, worker.stderr]) {
    output.on('data', (chunk) => {
      logLines(String(chunk), log);
    });
  }
  return worker;
}

function logLines(text: string, log: (line: string) => void): void {
  for (const line of text.trimEnd().split('\n')) log(line);
}

/** The message, or a `fatal` one that ends the instance when it has not come in time. */
async function within(
  ms: number,
  message: Promise<FromWorker>,
  { timeoutSeconds }: FunctionDefinition,
): Promise<FromWorker> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<FromWorker>((resolve) => {
    const error = exitError(
      'Sandbox.Timedout',
      `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
    );
    timer = setTimeout(() => {
      resolve({ kind: 'fatal', error });
    }, ms);
  });
  try {
    return await Promise.race([message, late]);
  } finally {
    clearTimeout(timer);
  }
}

function sized(payload: string, body: Uint8Array | undefined): Outcome {
  const bytes = Buffer.byteLength(payload) + (body ? bytesInJson(body) : 0);
  if (bytes <= LARGEST_ANSWER) return { ok: true, payload, ...(body && { body }) };
  const errorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`;
  return {
    ok: false,
    error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage, trace: [] },
  };
}

/**
 * Lambda counts an answer as JSON, in which quotation marks and control characters take more room.
 */
function bytesInJson(body: Uint8Array): number {
  const longest = body.length * 6;
  if (longest <= LARGEST_ANSWER) return longest;
  return Buffer.byteLength(JSON.stringify(new TextDecoder().decode(body)));
}

function failed(message: FromWorker): Outcome {
  const text = 'error' in message ? message.error : '{}';
  return { ok: false, error: FunctionError.parse(JSON.parse(text)) };
}

function exitError(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage });
}
