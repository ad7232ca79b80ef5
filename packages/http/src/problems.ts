import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import type * as z from 'zod';
import type { Problem, ProblemCode } from '@registry/contract';
import { problems as kinds } from '@registry/contract';
import type { WrongField } from '@registry/domain';
import { Refusal } from '@registry/domain';
import type { Answer } from './answer.ts';

/** A zod error as a refusal: where in `part` of the request, and what would be right. */
export function wrongInput(error: z.ZodError, part: string): Refusal {
  return wrongFields(
    error.issues.flatMap((issue) => fieldsOf(issue, [])),
    part,
  );
}

/** Wrong fields of `part` of the request as a refusal. */
export function wrongFields(errors: readonly WrongField[], part: string): Refusal {
  const first = errors[0];
  return new Refusal(
    'invalid',
    `The ${part} is wrong${first ? `: ${first.path || part} ${first.message}` : ''}`,
    errors,
  );
}

function fieldsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): WrongField[] {
  const path = [...above, ...issue.path];
  // Of several shapes that would do, the one meant is the one that it comes nearest to.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? [];
    return nearest.flatMap((each) => fieldsOf(each, path));
  }
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
  return unknown.map((key) => ({
    path: pathOf(key === undefined ? path : [...path, key]),
    message: issue.message,
  }));
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
    const { code, message: detail, errors } = error;
    return { ...problem(code), detail, ...(errors.length > 0 && { errors: [...errors] }) };
  }
  return {
    ...problem('unexpected'),
    detail: 'It has been recorded. Quote the correlation id when you report it',
    correlationId,
  };
}

function problem(code: ProblemCode): Problem {
  const { status, title } = kinds[code];
  return { type: 'about:blank', code, title, status };
}

function retryAfter(error: unknown): Record<string, string> {
  const seconds = error instanceof Refusal ? error.retryAfterSeconds : undefined;
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
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
 * Turns whatever was thrown into RFC 9457 problem+json, or into `page` for somebody who asked for
 * one; the unexpected stays opaque, and is logged under its correlation id.
 */
export function problems(
  logger: Logger,
  page?: (problem: Problem) => Answer,
): MiddlewareObj<AnyEvent, Answer> {
  return {
    onError: (request) => {
      const found = problemOf(request.error, request.event.requestContext.requestId);
      if (found.status >= 500) {
        const { requestId } = request.event.requestContext;
        logger.error('unexpected', { requestId, error: request.error });
      }
      if (page && wantsPage(request.event.headers?.['accept'])) {
        request.response = page(found);
        return;
      }
      request.response = {
        statusCode: found.status,
        headers: { 'content-type': 'application/problem+json', ...retryAfter(request.error) },
        body: JSON.stringify(found),
      };
    },
  };
}
