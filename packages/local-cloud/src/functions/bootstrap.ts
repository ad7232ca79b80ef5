/**
 * What runs first in a function's worker thread: it gives `Date` the cloud's offset, imports the
 * bundle and then answers one invocation after another, as Lambda's own runtime does.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { performance } from 'node:perf_hooks';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { FromWorker, Invocation, WorkerInput } from './worker-messages.ts';

const port = parentPort;
const given: unknown = workerData;
if (port === null || !isWorkerInput(given)) {
  throw new Error('The bootstrap of functions runs in a worker thread only.');
}
const { clock, module, handlerName, name, arn, memoryMegabytes } = given;
giveDateAnOffset(new BigInt64Array(clock));
// Node has heeded it, and the function is to see only what its template gives it.
delete process.env['NODE_COMPILE_CACHE'];

const send = (message: FromWorker): void => {
  const moved = message.kind === 'result' && message.body ? [message.body.buffer] : [];
  port.postMessage(message, moved);
};

sendWhatIsWritten();
try {
  const handler = await importHandler();
  port.on('message', (invocation: Invocation) => {
    void answer(handler, invocation).then(send);
  });
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'fatal', error: JSON.stringify(describe(error)) });
}

type Handler = (event: unknown, context: unknown) => unknown;

async function importHandler(): Promise<Handler> {
  const exported: unknown = await import(pathToFileURL(module).href);
  const found = isModule(exported) ? exported[handlerName] : undefined;
  if (isHandler(found)) return found;
  const missing = new Error(`${module} does not export a function "${handlerName}".`);
  missing.name = 'Runtime.HandlerNotFound';
  throw missing;
}

/** Zod would add its loading time to every cold start, and the sender is ours. */
function isWorkerInput(value: unknown): value is WorkerInput {
  return typeof value === 'object' && value !== null && 'clock' in value;
}

function isModule(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

async function answer(handler: Handler, { id, event, deadline }: Invocation): Promise<FromWorker> {
  const ends = performance.now() + deadline;
  const context = {
    awsRequestId: id,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMegabytes),
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(ends - performance.now())),
  };
  try {
    const result = await handler(JSON.parse(event), context);
    return resultOf(result);
  } catch (error) {
    return { kind: 'error', error: JSON.stringify(describe(error)) };
  }
}

/** Texts longer than this go beside the payload. */
const LONG_TEXT = 4096;

function resultOf(result: unknown): FromWorker {
  if (
    !isModule(result) ||
    typeof result['body'] !== 'string' ||
    result['body'].length < LONG_TEXT
  ) {
    return { kind: 'result', payload: result === undefined ? 'null' : JSON.stringify(result) };
  }
  const { body: text, ...rest } = result;
  return {
    kind: 'result',
    payload: JSON.stringify(rest),
    body: new TextEncoder().encode(text),
  };
}

/** An error as Lambda reports it. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error))
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: error.stack?.split('\n') ?? [],
  };
}

/**
 * Sends what is written as messages. A worker's own streams go another way, so lines could arrive
 * after the result that they precede.
 */
function sendWhatIsWritten(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const messages = new Writable({
      write(chunk, _encoding, done) {
        send({ kind: 'written', text: String(chunk) });
        done();
      },
    });
    stream.write = messages.write.bind(messages);
  }
}

/** Replaces the global `Date` by one that reads the shared offset each time it is asked for now. */
function giveDateAnOffset(offset: BigInt64Array): void {
  const machineNow = Date.now.bind(Date);
  const now = (): number => machineNow() + Number(Atomics.load(offset, 0));
  const cloudDate = new Proxy(Date, {
    construct: (target, values: [] | [number]) =>
      values.length === 0 ? new target(now()) : new target(...values),
    apply: (target) => new target(now()).toString(),
  });
  Date.now = now;
  Date.prototype.constructor = cloudDate;
  globalThis.Date = cloudDate;
}
