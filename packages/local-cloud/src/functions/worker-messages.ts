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
 * What a worker says: that it is ready, that it never will be (`fatal`), or how an invocation ended.
 * Payloads and errors are JSON.
 */
export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'fatal'; error: string }
  | { kind: 'result'; payload: string }
  | { kind: 'error'; error: string };
