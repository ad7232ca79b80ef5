import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { Problem } from '@registry/contract';
import type { Access, Tenancy } from '@registry/tenancy';
import { createTenancy } from '@registry/tenancy';
import type { Answer } from './answer.ts';
import type { AnyEvent } from './problems.ts';
import { problems } from './problems.ts';
import { Event, logged } from './request.ts';

/** Through what one request is answered. */
export interface Through {
  tenancy: Tenancy;
  access: Access;
  log: Logger;
  now: Date;
}

/** One route of a function: what it is, and how it answers. */
export interface Served {
  routeKey: string;
  answer: (event: Event, through: Through) => Promise<Answer>;
}

/** How a function differs that also serves pages. */
export interface Pages {
  /** How somebody who asked for a page sees a problem. */
  problem: (problem: Problem) => Answer;
}

/**
 * The Lambda handler of some routes: the one Middy chain. The event's route is found and answered;
 * whatever is thrown becomes problem+json, or a page; every answer has security headers, but for
 * pages, which say for themselves what they may load (Content-Security-Policy).
 */
export function serve(routes: readonly Served[], pages?: Pages) {
  const logger = new Logger();
  const kept: { tenancy?: Tenancy } = {};

  async function handle(input: unknown): Promise<Answer> {
    const event = Event.parse(input);
    const spent = { started: performance.now(), readUnits: 0 };
    const tenancy = (kept.tenancy ??= createTenancy(process.env));
    const access = tenancy.accessFor((units) => (spent.readUnits += units));
    const { routeKey } = event.requestContext;
    const route = routes.find((each) => each.routeKey === routeKey);
    if (!route) throw new Error(`This function does not serve ${routeKey}`);
    const answer = await route.answer(event, { tenancy, access, log: logger, now: new Date() });
    logger.info('answered', logged(event, answer.statusCode, spent));
    return answer;
  }

  return middy<AnyEvent, Answer>()
    .use(
      httpSecurityHeaders(pages ? { contentSecurityPolicy: false, permissionsPolicy: false } : {}),
    )
    .use(problems(logger, pages?.problem))
    .handler(handle);
}
