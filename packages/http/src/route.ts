import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import httpSecurityHeaders from '@middy/http-security-headers';
import * as z from 'zod';
import type { Caller } from '@registry/domain';
import { callerOf, Refusal } from '@registry/domain';
import type { Access } from './access.ts';
import { createAccess } from './access.ts';
import type { Answer } from './answer.ts';
import { problems, wrongInput } from './problems.ts';

/** The part of API Gateway's event (payload format 2.0) that we read. */
const Event = z.object({
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  pathParameters: z.record(z.string(), z.string()).default({}),
  requestContext: z.object({
    requestId: z.string(),
    routeKey: z.string().default(''),
    authorizer: z.object({ jwt: z.object({ claims: z.unknown() }) }).optional(),
  }),
  body: z.unknown().optional(),
});

/** A request as an endpoint sees it: parsed, and from a known caller. */
export interface Request<Path, Query, Body, Who extends Caller> {
  caller: Who;
  path: Path;
  query: Query;
  body: Body;
  /** A header's value, by its name in lower case. */
  header: (name: string) => string | undefined;
  /** `GET /exposure`, as the route is declared. */
  routeKey: string;
  access: Access;
  now: Date;
}

/** What a route takes: who may call it, and the shapes of path, query (every value a list) and body. */
export interface RouteSpec<Path, Query, Body, Role extends Caller['role']> {
  callers: readonly Role[];
  path: z.ZodType<Path>;
  query: z.ZodType<Query>;
  body: z.ZodType<Body>;
}

/** For a part of the request that a route does not use. */
export const unused = z.unknown().transform(() => undefined);

function takesBody(body: z.ZodType): boolean {
  return body !== unused;
}

function parsePart<T>(schema: z.ZodType<T>, value: unknown, part: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw wrongInput(parsed.error, part);
}

/** Every value of every parameter: `product=a&product=b` gives `{ product: ['a', 'b'] }`. */
function queryLists(raw: string): Record<string, string[]> {
  const parameters = new URLSearchParams(raw);
  return Object.fromEntries([...parameters.keys()].map((key) => [key, parameters.getAll(key)]));
}

function permitted<Role extends Caller['role']>(
  caller: Caller,
  roles: readonly Role[],
): Extract<Caller, { role: Role }> {
  const isPermitted = (one: Caller): one is Extract<Caller, { role: Role }> =>
    roles.some((role) => role === one.role);
  if (isPermitted(caller)) return caller;
  throw new Refusal('forbidden', `This is for ${roles.join(' and ')} callers, not ${caller.role}`);
}

/**
 * One route's Lambda handler: the one Middy chain. Verified claims become the caller, whose credentials `access` assumes;
 * path, query and body are parsed; whatever is thrown becomes problem+json; every answer has security headers.
 */
export function createRoute<Path, Query, Body, Role extends Caller['role']>(
  spec: RouteSpec<Path, Query, Body, Role>,
  endpoint: (
    request: Request<Path, Query, Body, Extract<Caller, { role: Role }>>,
  ) => Promise<Answer>,
) {
  const logger = new Logger();
  let readUnits = 0;
  let access: Access | undefined;

  async function handle(input: unknown): Promise<Answer> {
    const event = Event.parse(input);
    const started = performance.now();
    readUnits = 0;
    access ??= createAccess(process.env, (units) => (readUnits += units));
    const caller = callerOf(event.requestContext.authorizer?.jwt.claims, access.nationalOrg);
    const answer = await endpoint({
      caller: permitted(caller, spec.callers),
      path: parsePart(spec.path, event.pathParameters, 'path'),
      query: parsePart(spec.query, queryLists(event.rawQueryString), 'query'),
      body: parsePart(spec.body, event.body, 'body'),
      header: (name) => event.headers[name],
      routeKey: event.requestContext.routeKey,
      access,
      now: new Date(),
    });
    logger.info('answered', {
      route: event.requestContext.routeKey,
      requestId: event.requestContext.requestId,
      status: answer.statusCode,
      ms: Math.round((performance.now() - started) * 10) / 10,
      readUnits,
    });
    return answer;
  }

  const chain = middy<{ requestContext: { requestId: string } }, Answer>()
    .use(httpSecurityHeaders())
    .use(problems(logger));
  if (takesBody(spec.body)) chain.use(httpJsonBodyParser({ disableContentTypeCheck: true }));
  return chain.handler(handle);
}
