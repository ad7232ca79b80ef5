import { Problem } from '@registry/contract';
import * as z from 'zod';

/**
 * The API refused: `problem` is its RFC 9457 answer, or the gateway's own `{"message"}` put in that
 * form.
 */
export class ApiProblem extends Error {
  readonly status: number;
  /**
   * What it is, for programs: the API's own code, `gateway` where API Gateway refused, or `token`
   * where the identity provider did.
   */
  readonly code: string;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = problem.code;
    this.problem = problem;
  }
}

/** Nothing answers at the registry's address, or it broke off and kept doing so. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/**
 * Something answers, but not as the registry does: another program's address, or another version.
 */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

const GatewayMessage = z.object({ message: z.string() });
/** As identity providers refuse a token. Source: RFC 6749, section 5.2. */
const TokenRefusal = z.object({ error: z.string(), error_description: z.string() });

/**
 * The problem that an answer of a status of 400 or more carries, whether ours, the identity
 * provider's, the gateway's or nobody's.
 */
export function toApiProblem(status: number, body: string): ApiProblem {
  const json = parseJson(body);
  const ours = Problem.safeParse(json);
  if (ours.success) return new ApiProblem(status, ours.data);
  const tokens = TokenRefusal.safeParse(json);
  if (tokens.success) {
    const { error: title, error_description: detail } = tokens.data;
    return new ApiProblem(status, {
      type: 'about:blank',
      code: 'token',
      title,
      status,
      detail,
    });
  }
  const gateways = GatewayMessage.safeParse(json);
  const title = gateways.success ? gateways.data.message : `Answered with status ${status}`;
  const detail = gatewayDetails[status];
  return new ApiProblem(status, {
    type: 'about:blank',
    code: 'gateway',
    title,
    status,
    ...(detail === undefined ? {} : { detail: `${title}: ${detail}` }),
  });
}

/** What API Gateway's own bare messages mean to someone who reads them. */
const gatewayDetails: Partial<Record<number, string>> = {
  401: 'the token is missing, expired or not one this registry accepts',
  403: 'the token lacks the scope that this needs',
  404: 'this registry has no such address',
  413: 'what was sent is over 10 MB',
  429: 'too many requests at once, try again shortly',
  503: 'the registry took too long, try again shortly',
};

/** The JSON value in a text, or undefined when it holds none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
