import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Clock } from '../clock/clock.ts';
import type { Principals } from '../principals/principals.ts';
import { AwsError } from '../protocol/service.ts';
import type { Answer, Service } from '../protocol/service.ts';

/** The one address at which functions find AWS. */
export interface Endpoint {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** The variables that send an AWS SDK here, one per service: `AWS_ENDPOINT_URL_DYNAMODB`. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Makes the endpoint answer for one service more from now on.
   * @param scope the name that callers sign for: `sns`
   */
  add(scope: string, service: Service): void;
  stop(): Promise<void>;
}

/** What the endpoint stands on. */
interface EndpointInput {
  principals: Principals;
  clock: Clock;
  log: (line: string) => void;
}

/**
 * Starts the AWS endpoint on a free port of 127.0.0.1, with no service yet. A call goes to the
 * service that its signature is scoped to, as the caller whose access key it bears; the signature
 * itself is not verified, since the secret never leaves this machine.
 */
export async function startEndpoint({ principals, clock, log }: EndpointInput): Promise<Endpoint> {
  const services = new Map<string, Service>();
  const server = createServer((request, response) => {
    void serve(request, principals, services, log).then((answer) => {
      send(answer, response, clock);
    });
  });
  const url = await listen(server);
  return {
    url,
    get environment() {
      return Object.fromEntries(
        [...services.keys()].map((name) => [`AWS_ENDPOINT_URL_${sdkName(name)}`, url]),
      );
    },
    add: (scope, service) => void services.set(scope, service),
    stop() {
      server.close();
      server.closeAllConnections();
      return Promise.resolve();
    },
  };
}

async function listen(server: Server): Promise<string> {
  // Callers keep their connections; one closed here while it is idle would cost them a retry.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return `http://127.0.0.1:${address.port}`;
}

/** A service by the name its SDK has, in capitals; SES is called by its second version alone. */
function sdkName(scope: string): string {
  return scope === 'ses' ? 'SESV2' : scope.toUpperCase();
}

const SIGNATURE = /Credential=([^/\s]+)\/\d{8}\/[\w-]+\/([\w-]+)\/aws4_request/;

async function serve(
  request: IncomingMessage,
  principals: Principals,
  services: ReadonlyMap<string, Service>,
  log: (line: string) => void,
): Promise<Answer> {
  const [, accessKeyId, scope] = SIGNATURE.exec(request.headers.authorization ?? '') ?? [];
  if (accessKeyId === undefined || scope === undefined) {
    return plainRefusal(403, 'Missing Authentication Token');
  }
  const service = services.get(scope);
  if (service === undefined) {
    return plainRefusal(404, `The local cloud has no service ${scope}.`);
  }
  try {
    const principal = principals.find(accessKeyId, header(request, 'x-amz-security-token'));
    const body = await bodyOf(request);
    if (typeof principal === 'string') throw service.credentialErrors[principal];
    const target = header(request, 'x-amz-target') ?? '';
    const route = `${request.method ?? ''} ${request.url ?? ''}`;
    return await service.answer({ target, route, body, principal });
  } catch (error) {
    if (error instanceof AwsError) return service.refuse(error);
    log(`${scope} failed: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`);
    return service.refuse(new AwsError('InternalServerError', 'Internal server error', 500));
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  return Buffer.concat(chunks);
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function plainRefusal(status: number, message: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
  };
}

function send(
  { status, headers, body, drop }: Answer,
  response: ServerResponse,
  clock: Clock,
): void {
  if (drop === true) {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    'x-amzn-requestid': randomUUID(),
    ...headers,
    'content-length': Buffer.byteLength(body),
    date: new Date(clock.now()).toUTCString(),
  });
  response.end(body);
}
