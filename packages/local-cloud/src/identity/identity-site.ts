import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { jsonAnswer, readBody } from '../http/message.ts';
import type { HttpAnswer } from '../http/message.ts';
import { TOKEN_SECONDS, TokenRefused, TokenRequest } from './identity.ts';
import type { Identity } from './identity.ts';

/**
 * Answers under `/identity`: OIDC discovery, the public keys, and tokens.
 * @param path what follows `/identity`, such as `/token`
 */
export async function answerIdentity(
  identity: Identity,
  path: string,
  request: IncomingMessage,
): Promise<HttpAnswer> {
  const { issuer, jwks } = identity;
  switch (`${request.method ?? ''} ${path}`) {
    case 'GET /.well-known/openid-configuration':
      return jsonAnswer(200, {
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        token_endpoint: `${issuer}/token`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['token'],
        subject_types_supported: ['public'],
      });
    case 'GET /.well-known/jwks.json':
      return jsonAnswer(200, jwks);
    case 'POST /token':
      return answerToken(identity, request);
    default:
      return jsonAnswer(404, {
        error: 'not_found',
        error_description: 'Ask POST /identity/token.',
      });
  }
}

async function answerToken(identity: Identity, request: IncomingMessage): Promise<HttpAnswer> {
  const body = await readBody(request, 10_000);
  const asked = body === 'too-large' ? undefined : fieldsOf(body, request.headers['content-type']);
  const parsed = TokenRequest.safeParse(asked);
  if (!parsed.success) return refused(sentenceOf(parsed.error));
  try {
    const access_token = await identity.token(parsed.data);
    const answer = { access_token, token_type: 'Bearer', expires_in: TOKEN_SECONDS };
    return jsonAnswer(200, answer, { 'cache-control': 'no-store' });
  } catch (error) {
    if (error instanceof TokenRefused) return refused(error.message);
    throw error;
  }
}

/** The fields of a JSON body or of a form. */
function fieldsOf(body: Buffer, contentType = ''): unknown {
  const text = body.toString();
  if (!contentType.includes('json')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sentenceOf(error: z.ZodError): string {
  const faults = error.issues.map(({ path, message }) =>
    path.length === 0 ? 'the body must be a form or JSON' : `${path.join('.')} ${message}`,
  );
  return `Ask with role, org and perhaps scope: ${faults.join('; ')}.`;
}

function refused(description: string): HttpAnswer {
  return jsonAnswer(400, { error: 'invalid_request', error_description: description });
}
