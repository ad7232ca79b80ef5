import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { Clock } from '../clock/clock.ts';
import type { Route } from '../definitions/api.ts';
import type { Caller } from './proxy-event.ts';

/**
 * What the authorizer decided: the caller, or which of the gateway's own refusals to answer with.
 */
export type Authorization =
  | { kind: 'accepted'; caller: Caller | undefined }
  | { kind: 'unauthorized' | 'forbidden'; challenge: string };

/**
 * A JWT authorizer as HTTP APIs have it. It checks the signature, the issuer, the times, `aud` (or
 * `client_id` where there is no `aud`) and the scopes.
 * Source: API Gateway developer guide, "Control access to HTTP APIs with JWT authorizers".
 */
export function createAuthorizer(
  jwks: JSONWebKeySet,
  clock: Clock,
): (route: Route, authorization: string | undefined) => Promise<Authorization> {
  const keys = createLocalJWKSet(jwks);
  return async ({ authorizer, scopes }, authorization) => {
    if (authorizer === undefined) return { kind: 'accepted', caller: undefined };
    const token = authorization?.replace(/^Bearer\s+/i, '');
    if (token === undefined || token === '') return { kind: 'unauthorized', challenge: 'Bearer' };
    try {
      const currentDate = new Date(clock.now());
      const { payload } = await jwtVerify(token, keys, {
        issuer: authorizer.issuer,
        algorithms: ['RS256'],
        requiredClaims: ['exp'],
        currentDate,
      });
      return judge(payload, authorizer.audience, scopes);
    } catch (error) {
      if (error instanceof errors.JOSEError) return invalid(error.message);
      throw error;
    }
  };
}

function judge(
  payload: JWTPayload,
  audience: readonly string[],
  wanted: readonly string[],
): Authorization {
  const claimed = [payload.aud ?? payload.client_id].flat();
  if (!claimed.some((value) => typeof value === 'string' && audience.includes(value))) {
    return invalid('the token does not have a valid audience');
  }
  const held = typeof payload.scope === 'string' ? payload.scope.split(' ') : [];
  const scopes = wanted.filter((scope) => held.includes(scope));
  if (wanted.length > 0 && scopes.length === 0) {
    return {
      kind: 'forbidden',
      challenge: `Bearer scope="${wanted.join(' ')}" error="insufficient_scope"`,
    };
  }
  const claims = Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [name, claimText(value)]),
  );
  return { kind: 'accepted', caller: { claims, scopes: wanted.length === 0 ? null : scopes } };
}

/** Claims reach functions as text, and a list reaches them as `[a b]`. */
function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(' ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function invalid(description: string): Authorization {
  const quoted = description.replaceAll('"', "'");
  return {
    kind: 'unauthorized',
    challenge: `Bearer scope="" error="invalid_token" error_description="${quoted}"`,
  };
}
