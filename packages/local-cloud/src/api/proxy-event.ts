import type { IncomingHttpHeaders } from 'node:http';
import { ACCOUNT } from '../account/account.ts';

/** A request as the gateway has it once it knows the route and the caller. */
export interface GatewayRequest {
  id: string;
  apiId: string;
  stage: string;
  routeKey: string;
  method: string;
  /** Path with the stage, as sent. */
  path: string;
  /** What follows the `?`, as sent; empty when nothing does. */
  query: string;
  headers: IncomingHttpHeaders;
  parameters: Readonly<Record<string, string>>;
  body: Buffer;
  /** Address of the caller. */
  ip: string;
  /** Milliseconds since 1970 by the cloud's clock. */
  at: number;
  caller: Caller | undefined;
}

/** A caller whose token was accepted. */
export interface Caller {
  claims: Readonly<Record<string, string>>;
  /** The route's scopes that the token has; null when the route asks for none. */
  scopes: readonly string[] | null;
}

/**
 * The event that a function gets, in payload format 2.0.
 * Source: API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs".
 */
export function proxyEvent(request: GatewayRequest): object {
  const { cookie, ...headers } = request.headers;
  const query = joinedQuery(request.query);
  const text = isText(request.headers['content-type']);
  return {
    version: '2.0',
    routeKey: request.routeKey,
    rawPath: request.path,
    rawQueryString: request.query,
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    headers: joinedHeaders(headers),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    requestContext: requestContext(request),
    ...(Object.keys(request.parameters).length === 0 ? {} : { pathParameters: request.parameters }),
    ...(request.body.length === 0 ? {} : { body: request.body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !text,
  };
}

function requestContext(request: GatewayRequest): object {
  const { id, apiId, stage, routeKey, method, path, headers, ip, at, caller } = request;
  return {
    accountId: ACCOUNT,
    apiId,
    ...(caller === undefined ? {} : { authorizer: { jwt: caller } }),
    domainName: headers.host ?? '',
    domainPrefix: (headers.host ?? '').split(/[.:]/)[0],
    http: {
      method,
      path,
      protocol: 'HTTP/1.1',
      sourceIp: ip,
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: id,
    routeKey,
    stage,
    time: logTime(at),
    timeEpoch: at,
  };
}

function joinedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return joined;
}

function joinedQuery(query: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = joined[name];
    joined[name] = before === undefined ? value : `${before},${value}`;
  }
  return joined;
}

/** The gateway hands over these types as text and anything else in base 64. */
function isText(contentType: string | undefined): boolean {
  return (
    contentType === undefined ||
    /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|javascript)\b)/i.test(contentType)
  );
}

/** `12/Mar/2026:19:03:58 +0000` */
function logTime(at: number): string {
  const [, day, month, year, time] = new Date(at).toUTCString().split(' ');
  return `${day ?? ''}/${month ?? ''}/${year ?? ''}:${time ?? ''} +0000`;
}
