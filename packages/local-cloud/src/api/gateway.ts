import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { JSONWebKeySet } from 'jose';
import { arnOf } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { ApiDefinition, Route } from '../definitions/api.ts';
import type { Functions } from '../functions/functions.ts';
import type { Outcome } from '../functions/instance.ts';
import { jsonAnswer, readBody } from '../http/message.ts';
import type { HttpAnswer } from '../http/message.ts';
import { createAuthorizer } from './authorize.ts';
import { proxyAnswer } from './proxy-answer.ts';
import { proxyEvent } from './proxy-event.ts';
import { compileRoutes } from './routes.ts';
import { createThrottle } from './throttle.ts';

/** Answers a request to the API; the path starts with the stage, such as `/api/health`. */
export type Gateway = (request: IncomingMessage) => Promise<HttpAnswer>;

/** What the gateway stands on. */
export interface GatewayInput {
  api: ApiDefinition;
  /** Keys of the identity provider that the authorizers trust. */
  jwks: JSONWebKeySet;
  functions: Pick<Functions, 'deliver'>;
  clock: Clock;
  log: (line: string) => void;
}

/**
 * Limits of HTTP APIs: 10 MB of body, 30 s for the function. Source: API Gateway developer guide,
 * "Quotas for HTTP APIs".
 */
const LARGEST_BODY = 10 * 1024 * 1024;
const INTEGRATION_MS = 30_000;
/**
 * Lambda takes events up to 6 MB; the gateway answers a larger one as it does a body over its own
 * limit.
 */
const LARGEST_EVENT = 6 * 1024 * 1024;

/** The HTTP API of the template. Its own answers are worded as API Gateway words them. */
export function createGateway(input: GatewayInput): Gateway {
  const { api, functions, log } = input;
  const admit = createAdmission(input);
  return async (request) => {
    const id = randomUUID();
    const own = (status: number, headers: Record<string, string> = {}): HttpAnswer =>
      withRequestId(jsonAnswer(status, { message: MESSAGES[status] ?? '' }, headers), id);
    const admitted = await admit(request, id);
    if (!admitted.ok) return own(admitted.status, admitted.headers);
    const { route, event } = admitted;
    const invoker = { service: 'apigateway.amazonaws.com', sourceArn: sourceArn(api, route) };
    const outcome = await inTime(functions.deliver(route.functionArn, event, invoker));
    if (outcome === 'late') return own(503);
    const answer = outcome === 'refused' ? undefined : answerOf(outcome, route, log);
    return answer === undefined ? own(500) : withRequestId(answer, id);
  };
}

/** A request on its way to a function, or the gateway's own answer to it. */
type Admission =
  | { ok: true; route: Route; event: string }
  | { ok: false; status: number; headers?: Record<string, string> };

/**
 * Finds a request's route, asks its throttle and its authorizer, and makes the function's event.
 */
function createAdmission({ api, jwks, clock }: GatewayInput) {
  const findRoute = compileRoutes(api.routes);
  const authorize = createAuthorizer(jwks, clock);
  const passes = createThrottle(() => performance.now());
  const refused = (status: number, headers: Record<string, string> = {}): Admission => ({
    ok: false,
    status,
    headers,
  });

  return async (request: IncomingMessage, id: string): Promise<Admission> => {
    const { method = '', headers } = request;
    const [path, query] = splitOnce(request.url ?? '', '?');
    const inStage = path.slice(`/${api.stage}`.length);
    if (!isEncodedWell(inStage)) return refused(400);
    const match = findRoute(method, inStage);
    if (match === undefined) return refused(404);
    const { route, parameters } = match;
    if (!passes(route.key, route.throttle)) return refused(429);
    const authorization = await authorize(route, headers.authorization);
    if (authorization.kind !== 'accepted') {
      const status = authorization.kind === 'forbidden' ? 403 : 401;
      return refused(status, { 'www-authenticate': authorization.challenge });
    }
    const body = await readBody(request, LARGEST_BODY);
    if (body === 'too-large') return refused(413, { connection: 'close' });
    const { caller } = authorization;
    const ip = request.socket.remoteAddress ?? '';
    const sent = { method, path, query, headers, parameters, body, ip, caller };
    const place = { id, apiId: api.id, stage: api.stage, routeKey: route.key, at: clock.now() };
    const event = JSON.stringify(proxyEvent({ ...place, ...sent }));
    return event.length > LARGEST_EVENT ? refused(413) : { ok: true, route, event };
  };
}

/** `aws:SourceArn` of a route's deliveries: stage, method and path as the route has them. */
function sourceArn({ id, stage }: ApiDefinition, { key }: Route): string {
  const resource = key.replace(' ', '');
  return arnOf('execute-api', `${id}/${stage}/${resource}`);
}

function answerOf(
  outcome: Outcome,
  { key }: Route,
  log: (line: string) => void,
): HttpAnswer | undefined {
  if (!outcome.ok) {
    const { errorType, errorMessage, trace } = outcome.error;
    log(`${key} failed: ${errorType}: ${errorMessage} ${trace.slice(1, 4).join(' ')}`);
    return undefined;
  }
  const answer = proxyAnswer(outcome.payload, outcome.body);
  if (answer === undefined) log(`${key} failed: its function's answer is not one for an HTTP API.`);
  return answer;
}

async function inTime<T>(work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, INTEGRATION_MS, 'late');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

function withRequestId(answer: HttpAnswer, id: string): HttpAnswer {
  return { ...answer, headers: { ...answer.headers, 'apigw-requestid': id } };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function isEncodedWell(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
