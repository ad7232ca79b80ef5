/** What a worker is started with. */
export interface WorkerInput {
  /** The clock's offset: one signed 64-bit count of milliseconds. */
  clock: SharedArrayBuffer;
  /** Path of the bundle's module. */
  module: string;
  handlerName: string;
  name: string;
  arn: string;
  memoryMegabytes: number;
}

/** One invocation on its way to a worker. */
export interface Invocation {
  /** The request's id, a UUID. */
  id: string;
  /** The event as JSON. */
  event: string;
  /** Milliseconds the function has. */
  deadline: number;
}

/**
 * What a worker says: that it is ready, that it never will be (`fatal`), what the function wrote,
 * or how an invocation ended. Lines come before the end of the invocation that wrote them. Payloads
 * and errors are JSON. A payload's long text `body` comes beside it, in UTF-8: writing it into JSON
 * and reading it out again would cost more than the answer itself.
 */
export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'fatal'; error: string }
  | { kind: 'written'; text: string }
  | { kind: 'result'; payload: string; body?: Uint8Array<ArrayBuffer> }
  | { kind: 'error'; error: string };
