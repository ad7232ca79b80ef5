import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import * as z from 'zod';
import type { Problem } from '@registry/domain';
import { Refusal, refusals } from '@registry/domain';
import type { Answer } from './answer.ts';

/** What Middy's own parts throw, such as malformed JSON: http-errors with a status. */
const HttpError = z.object({ statusCode: z.int().min(400).max(499) });

/** A zod error as a refusal: where in `part` of the request, and what would be right. */
export function wrongInput(error: z.ZodError, part: string): Refusal {
  const errors = error.issues.flatMap((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    return unknown.map((key) => ({
      path: pathOf(key === undefined ? issue.path : [...issue.path, key]),
      message: issue.message,
    }));
  });
  const first = errors[0];
  return new Refusal(
    'invalid',
    `The ${part} is wrong${first ? `: ${first.path || part} ${first.message}` : ''}`,
    errors,
  );
}

/** `contacts[0].mobile` */
function pathOf(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>(
    (path, key) =>
      typeof key === 'number' ? `${path}[${key}]` : path ? `${path}.${String(key)}` : String(key),
    '',
  );
}

function problemOf(error: unknown, correlationId: string): Problem {
  if (error instanceof Refusal) {
    const { status, title } = refusals[error.kind];
    return {
      type: 'about:blank',
      title,
      status,
      detail: error.message,
      ...(error.errors.length > 0 && { errors: error.errors }),
    };
  }
  if (HttpError.safeParse(error).success) {
    return {
      type: 'about:blank',
      title: refusals.invalid.title,
      status: 400,
      detail: 'The body should be JSON, sent with Content-Type: application/json',
    };
  }
  return {
    type: 'about:blank',
    title: 'Something went wrong here',
    status: 500,
    detail: 'It has been recorded. Quote the correlation id when you report it',
    correlationId,
  };
}

/** What is read of any event, whoever sent it. */
export interface AnyEvent {
  headers?: Record<string, string>;
  requestContext: { requestId: string };
}

/** Whether somebody asked for a page rather than for data. */
export function wantsPage(accept: string | undefined): boolean {
  return accept?.includes('text/html') ?? false;
}

/**
 * Turns whatever was thrown into RFC 9457 problem+json, or into `page` for somebody who asked for one; the unexpected stays
 * opaque, and is logged under its correlation id.
 */
export function problems(
  logger: Logger,
  page?: (problem: Problem) => Answer,
): MiddlewareObj<AnyEvent, Answer> {
  return {
    onError: (request) => {
      const problem = problemOf(request.error, request.event.requestContext.requestId);
      if (problem.status >= 500) {
        const { requestId } = request.event.requestContext;
        logger.error('unexpected', { requestId, error: request.error });
      }
      if (page && wantsPage(request.event.headers?.['accept'])) {
        request.response = page(problem);
        return;
      }
      request.response = {
        statusCode: problem.status,
        headers: { 'content-type': 'application/problem+json' },
        body: JSON.stringify(problem),
      };
    },
  };
}
