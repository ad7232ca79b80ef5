import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { codeOf } from '../data/unusable.ts';
import { jsonAnswer, writeAnswer } from '../http/message.ts';
import type { HttpAnswer } from '../http/message.ts';

/** Answers one request. */
export type Answerer = (request: IncomingMessage) => Promise<HttpAnswer>;

/** The one address that people and programs use. */
export interface PublicServer {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** Answers requests so from now on; until then the server answers 503. */
  serve(answer: Answerer): void;
  stop(): Promise<void>;
}

/**
 * Listens on 127.0.0.1, and answers nobody who calls it by another name: a page that has pointed
 * its own name here is not let in. This comes before anything else starts, since the template's
 * issuer needs the port.
 * @param port 0 for any that is free
 * @param log takes what went wrong in an answer; the caller gets a bare 500
 * @throws Error with one sentence when the port is in use
 */
export async function listen(port: number, log: (line: string) => void): Promise<PublicServer> {
  let answerer: Answerer = () =>
    Promise.resolve(jsonAnswer(503, { message: 'Service Unavailable' }));
  const own = new Set<string | undefined>();
  const server = createServer((request, response) => {
    // An address may hold a reply token: what goes wrong is told without it.
    const answering = own.has(request.headers.host)
      ? answerer(request)
      : Promise.resolve(jsonAnswer(421, { message: 'Misdirected Request' }));
    answering
      .catch((error: unknown) => {
        log(`A ${request.method ?? ''} request failed: ${String(error)}`);
        return jsonAnswer(500, { message: 'Internal Server Error' });
      })
      .then((answer) => {
        writeAnswer(response, answer);
      })
      .catch((error: unknown) => {
        log(`An answer could not be written: ${String(error)}`);
        response.destroy();
      });
  });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} is in use by another program: stop it, or choose another port.`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
  const address = server.address();
  const chosen = typeof address === 'object' && address !== null ? address.port : port;
  for (const host of ['127.0.0.1', 'localhost']) own.add(`${host}:${chosen}`);
  return {
    url: `http://127.0.0.1:${chosen}`,
    serve: (answer) => {
      answerer = answer;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
