import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { toApiProblem, Unreachable } from './failures.ts';

/** One request to the registry; `body` is sent as JSON. */
export interface ApiRequest {
  method: 'GET' | 'PUT' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: object;
  /**
   * Whether doing it twice is as good as once, so that a connection that broke off may be tried
   * again.
   */
  repeatable: boolean;
}

/** Waits before the second, third, fourth and fifth attempt, in milliseconds. */
const waits = [200, 500, 1500, 4000];
const passing = new Set([429, 502, 503, 504]);

/**
 * The answer to a request, of a status under 400. Too busy (429, 502–504) is tried again, up to
 * five times in all and not before `Retry-After`; so is a connection that broke off, when the
 * request is repeatable. `wait` takes milliseconds; tests pass one that does not. Throws ApiProblem
 * when refused, Unreachable when nothing answers.
 */
export async function send(request: ApiRequest, wait: Wait = sleep): Promise<Response> {
  for (const pause of [...waits, undefined]) {
    const answer = await attempt(request);
    if (answer instanceof Response) {
      if (answer.ok) return answer;
      const body = await answer.text();
      if (pause === undefined || !passing.has(answer.status))
        throw toApiProblem(answer.status, body);
      await wait(Math.max(pause, retryAfter(answer)));
    } else {
      if (pause === undefined || !request.repeatable || answer.refused) throw answer.error;
      await wait(pause);
    }
  }
  throw new Unreachable('The registry did not answer.');
}

/** Waits for so many milliseconds. */
export type Wait = (milliseconds: number) => Promise<unknown>;

async function attempt(
  request: ApiRequest,
): Promise<Response | { error: Unreachable; refused: boolean }> {
  try {
    return await fetch(request.url, {
      method: request.method,
      headers: {
        ...request.headers,
        ...(request.body ? { 'content-type': 'application/json' } : {}),
      },
      ...(request.body ? { body: JSON.stringify(request.body) } : {}),
    });
  } catch (error) {
    const code = codeOf(error);
    const { origin } = new URL(request.url);
    const reason =
      code === 'ECONNREFUSED'
        ? 'nothing listens there. Is it running (pnpm start), and is REGISTRY_URL right?'
        : code === 'ENOTFOUND'
          ? 'there is no such host. Is REGISTRY_URL right?'
          : `the connection broke off (${code}).`;
    return {
      error: new Unreachable(`The registry at ${origin} cannot be reached: ${reason}`, {
        cause: error,
      }),
      refused: code === 'ECONNREFUSED' || code === 'ENOTFOUND',
    };
  }
}

const NetworkError = z.object({ cause: z.object({ code: z.string() }) });

/** The network's own code, such as ECONNRESET, which Node's fetch hides one cause deep. */
function codeOf(error: unknown): string {
  const parsed = NetworkError.safeParse(error);
  return parsed.success ? parsed.data.cause.code : String(error);
}

/** Milliseconds of `Retry-After` in seconds, at most a minute; 0 when absent or a date. */
function retryAfter(answer: Response): number {
  const seconds = Number(answer.headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) ? Math.min(seconds, 60) * 1000 : 0;
}
