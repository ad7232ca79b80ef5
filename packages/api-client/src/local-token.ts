import * as z from 'zod';
import { parseJson, UnexpectedAnswer } from './failures.ts';
import { send } from './send.ts';

/**
 * Whom a token speaks for; `org` is an ODS code: a practice's, an ICB's, or `X26` for NHS England.
 */
export interface TokenClaims {
  role: 'practice' | 'icb' | 'national';
  org: string;
  /** Space separated, such as `directory:write`. */
  scope?: string;
}

const TokenAnswer = z.object({ access_token: z.string().min(1) });

/**
 * An access token, good for an hour, from the identity provider of a local cloud at `url`. Throws
 * ApiProblem for claims it does not grant, Unreachable when nothing listens, UnexpectedAnswer when
 * that is no local cloud.
 */
export async function requestLocalToken(url: string, claims: TokenClaims): Promise<string> {
  const answer = await send({
    method: 'POST',
    url: new URL('/identity/token', url).href,
    headers: {},
    body: claims,
    repeatable: true,
  });
  const parsed = TokenAnswer.safeParse(parseJson(await answer.text()));
  if (!parsed.success)
    throw new UnexpectedAnswer(
      `${url} answered, but gave no token: it is not a local registry. Set REGISTRY_TOKEN to a token it accepts.`,
    );
  return parsed.data.access_token;
}
