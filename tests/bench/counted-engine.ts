import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import { createForward } from '../../packages/local-cloud/src/dynamodb/forward.ts';

/**
 * Calls of one operation, and the milliseconds during which at least one of them was with the
 * engine.
 */
interface Counted {
  calls: number;
  ms: number;
  inFlight: number;
}

/** What stands before the engine and counts. */
export interface CountedEngine {
  url: string;
  /**
   * Takes what was counted, by operation such as `TransactWriteItems`, and counts from nought
   * again.
   */
  take: () => Map<string, Counted>;
  stop: () => void;
}

/** Passes each call on to the engine as it stands, and counts it. */
export async function countEngine(engineUrl: string): Promise<CountedEngine> {
  const engine = createForward(engineUrl);
  const counts = new Map<string, Counted>();
  const server = createServer((request, response) => {
    void pass(request).then(({ status, headers, body }) => {
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
      response.end(body);
    });
  });

  async function pass(request: IncomingMessage) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const target = String(request.headers['x-amz-target']);
    const operation = target.split('.')[1] ?? target;
    const counted = counts.get(operation) ?? { calls: 0, ms: 0, inFlight: 0 };
    counts.set(operation, counted);
    // The first of those in flight starts the clock and the last stops it: pages are read several
    // at once.
    if (counted.inFlight === 0) counted.ms -= performance.now();
    counted.inFlight += 1;
    counted.calls += 1;
    const answer = await engine.forward(target, Buffer.concat(chunks));
    counted.inFlight -= 1;
    if (counted.inFlight === 0) counted.ms += performance.now();
    return answer;
  }

  return {
    url: await listen(server),
    take() {
      const taken = new Map(counts);
      counts.clear();
      return taken;
    },
    stop() {
      server.close();
      server.closeAllConnections();
      engine.close();
    },
  };
}

async function listen(server: Server): Promise<string> {
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port is free');
  return `http://127.0.0.1:${address.port}`;
}
