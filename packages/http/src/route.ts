import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import httpSecurityHeaders from '@middy/http-security-headers';
import type * as z from 'zod';
import type { Caller } from '@registry/domain';
import { callerOf, Refusal } from '@registry/domain';
import type { Access } from './access.ts';
import { createAccess } from './access.ts';
import type { Answer } from './answer.ts';
import { problems } from './problems.ts';
import type { Asked } from './request-parts.ts';
import { asked, Event, logged, parsePart, queryLists } from './request-parts.ts';

/** A request as an endpoint sees it: parsed, and from a known caller. */
export interface Request<Path, Query, Body, Who extends Caller> extends Asked {
  caller: Who;
  path: Path;
  query: Query;
  body: Body;
  access: Access;
  /** For what operators are to be told; never what anybody wrote. */
  log: Logger;
}

/** What a route takes: who may call it, and the shapes of path, query (every value a list) and body. */
export interface RouteSpec<Path, Query, Body, Role extends Caller['role']> {
  callers: readonly Role[];
  path: z.ZodType<Path>;
  query: z.ZodType<Query>;
  body: z.ZodType<Body>;
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
      access,
      log: logger,
      ...asked(event),
    });
    logger.info('answered', logged(event, answer.statusCode, started, readUnits));
    return answer;
  }

  return (
    middy<{ requestContext: { requestId: string }; body?: string }, Answer>()
      .use(httpSecurityHeaders())
      .use(problems(logger))
      // Middy's parser refuses a request without a body; here the route's schema decides whether there must be one.
      .before(({ event }) => {
        event.body ??= 'null';
      })
      .use(httpJsonBodyParser({ disableContentTypeCheck: true }))
      .handler(handle)
  );
}
