import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import httpSecurityHeaders from '@middy/http-security-headers';
import type * as z from 'zod';
import type { Problem } from '@registry/domain';
import { Refusal } from '@registry/domain';
import type { Database } from '@registry/storage';
import type { Access } from './access.ts';
import { createAccess } from './access.ts';
import type { Answer } from './answer.ts';
import type { AnyEvent } from './problems.ts';
import { problems } from './problems.ts';
import type { Asked } from './request-parts.ts';
import { asked, Event, logged, parsePart, queryLists } from './request-parts.ts';

/** What was sent: the fields of a form, or JSON that nobody has looked at yet. */
export type Sent = { as: 'form'; fields: Record<string, string> } | { as: 'json'; value: unknown };

/** A request from nobody we know: what it may reach is what the function itself may. */
export interface PublicRequest<Path, Query> extends Asked {
  path: Path;
  query: Query;
  /** The body, read when asked for. Throws `invalid` for one that is neither a form nor JSON. */
  sent: () => Sent;
  database: Database;
}

/** The shapes of path and query (every value a list), and how somebody who asked for a page sees a problem. */
export interface PublicRouteSpec<Path, Query> {
  path: z.ZodType<Path>;
  query: z.ZodType<Query>;
  problemPage: (problem: Problem) => Answer;
}

/**
 * The Lambda handler of routes without an authorizer. As `createRoute`, but nobody is known, forms are taken besides JSON,
 * and pages say for themselves what they may load (Content-Security-Policy).
 */
export function createPublicRoute<Path, Query>(
  spec: PublicRouteSpec<Path, Query>,
  endpoint: (request: PublicRequest<Path, Query>) => Promise<Answer>,
) {
  const logger = new Logger();
  let readUnits = 0;
  let access: Access | undefined;

  async function handle(input: unknown): Promise<Answer> {
    const event = Event.parse(input);
    const started = performance.now();
    readUnits = 0;
    access ??= createAccess(process.env, (units) => (readUnits += units));
    const answer = await endpoint({
      path: parsePart(spec.path, event.pathParameters, 'path'),
      query: parsePart(spec.query, queryLists(event.rawQueryString), 'query'),
      sent: () => readSent(event),
      database: access.own,
      ...asked(event),
    });
    logger.info('answered', logged(event, answer.statusCode, started, readUnits));
    return answer;
  }

  return middy<AnyEvent, Answer>()
    .use(httpSecurityHeaders({ contentSecurityPolicy: false, permissionsPolicy: false }))
    .use(problems(logger, spec.problemPage))
    .handler(handle);
}

/** API Gateway hands over forms in base64. */
function readSent({ body, isBase64Encoded, headers }: Event): Sent {
  const raw = typeof body === 'string' ? body : '';
  const text = isBase64Encoded ? Buffer.from(raw, 'base64').toString('utf8') : raw;
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return { as: 'form', fields: Object.fromEntries(new URLSearchParams(text)) };
  }
  try {
    const value: unknown = JSON.parse(text);
    return { as: 'json', value };
  } catch {
    throw new Refusal('invalid', 'The body should be JSON, or the form of the reply page');
  }
}
