import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { JSONWebKeySet } from 'jose';
import * as z from 'zod';
import type { Clock } from '../clock/clock.ts';
import type { UserPool, UserPoolClient } from '../definitions/user-pool.ts';
import type { Functions } from '../functions/functions.ts';
import { loadSigningKey } from './signing-key.ts';
import { applyTrigger, triggerEvent } from './trigger-event.ts';
import type { Applicant } from './trigger-event.ts';

/**
 * What a caller asks of the identity provider: to be somebody whose account has these attributes,
 * or, with a scope, to be the machine that may have that scope.
 */
export const TokenRequest = z.object({
  /** The attribute `custom:role` of the account. */
  role: z.string({ error: 'must be given' }).min(1, 'must be given'),
  /** The attribute `custom:org` of the account. */
  org: z.string({ error: 'must be given' }).min(1, 'must be given'),
  /** `orders:write`, or `shop/orders:write` as Cognito names it; space separated. */
  scope: z.string().optional(),
});
export type TokenRequest = z.infer<typeof TokenRequest>;

/** Stands in for the user pool. It signs tokens and asks for no password. */
export interface Identity {
  issuer: string;
  jwks: JSONWebKeySet;
  /**
   * A signed access token, valid for an hour by the cloud's clock.
   * @throws TokenRefused when the pool would not give that caller such a token
   */
  token: (request: TokenRequest) => Promise<string>;
}

/** A token that cannot be had, and why. */
export class TokenRefused extends Error {
  override name = 'TokenRefused';
}

/** Seconds that a token lasts. */
export const TOKEN_SECONDS = 3600;

/** What the identity provider needs of the cloud. */
export interface IdentityInput {
  pool: UserPool;
  functions: Pick<Functions, 'deliver'>;
  clock: Clock;
  dataDir: string | undefined;
}

/** The identity provider of the template's pool; its key is kept in `dataDir`. */
export async function createIdentity(input: IdentityInput): Promise<Identity> {
  const { pool, clock } = input;
  const key = await loadSigningKey(input.dataDir);
  return {
    issuer: pool.issuer,
    jwks: key.jwks,
    async token(request) {
      const applicant = applicantOf(request, pool.clients);
      const now = Math.floor(clock.now() / 1000);
      const sub = applicant.machine ? applicant.clientId : applicant.username;
      const before = {
        iss: pool.issuer,
        sub,
        client_id: applicant.clientId,
        token_use: 'access',
        scope: applicant.scopes.join(' '),
        auth_time: now,
        iat: now,
        exp: now + TOKEN_SECONDS,
        jti: randomUUID(),
        version: 2,
        ...(applicant.machine ? {} : { username: applicant.username }),
      };
      const claims = await askTrigger(before, applicant, input);
      requireAsked(claims, request);
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: key.id })
        .sign(key.privateKey);
    },
  };
}

function applicantOf(request: TokenRequest, clients: readonly UserPoolClient[]): Applicant {
  const asked = (request.scope ?? '').split(' ').filter(Boolean);
  const machine = asked.length > 0;
  const client = clients.find(({ clientCredentials }) => clientCredentials === machine);
  if (client === undefined) {
    throw new TokenRefused(
      `The user pool has no app client for ${machine ? 'machines' : 'people'}.`,
    );
  }
  if (machine) {
    const scopes = asked.map((scope) => granted(scope, client));
    return { clientId: client.id, username: client.id, attributes: {}, scopes, machine };
  }
  const sub = subjectOf(request);
  const attributes = {
    sub,
    'cognito:user_status': 'CONFIRMED',
    'custom:role': request.role,
    'custom:org': request.org,
  };
  const scopes = ['aws.cognito.signin.user.admin'];
  return { clientId: client.id, username: sub, attributes, scopes, machine };
}

function granted(scope: string, client: UserPoolClient): string {
  const found = client.scopes.find((known) => known === scope || known.endsWith(`/${scope}`));
  if (found !== undefined) return found;
  throw new TokenRefused(
    `Scope "${scope}" is not one that machines may have: ${client.scopes.join(', ')}.`,
  );
}

async function askTrigger(
  claims: Readonly<Record<string, unknown>>,
  applicant: Applicant,
  { pool, functions }: IdentityInput,
): Promise<Record<string, unknown>> {
  const trigger = pool.preTokenTrigger;
  // Cognito raises only version 3 for machines.
  if (trigger === undefined || (applicant.machine && trigger.version !== '3')) return { ...claims };
  const event = JSON.stringify(triggerEvent(pool, trigger.version, applicant));
  const invoker = { service: 'cognito-idp.amazonaws.com', sourceArn: pool.arn };
  const outcome = await functions.deliver(trigger.functionArn, event, invoker);
  if (outcome === 'refused') {
    throw new TokenRefused(
      'The user pool may not invoke its trigger: it has no permission for the pool.',
    );
  }
  if (!outcome.ok) {
    throw new TokenRefused(`PreTokenGeneration failed with error ${outcome.error.errorMessage}`);
  }
  return applyTrigger(claims, JSON.parse(outcome.payload));
}

/**
 * Claims come from the pool's own trigger alone, so what was asked for is compared with what it
 * gave.
 */
function requireAsked(
  claims: Readonly<Record<string, unknown>>,
  { role, org }: TokenRequest,
): void {
  if (claims.role === role && claims.org === org) return;
  const given =
    claims.role === undefined ? 'none' : JSON.stringify({ role: claims.role, org: claims.org });
  throw new TokenRefused(
    `The user pool does not give role ${role} with org ${org} to such a caller. It gave: ${given}.`,
  );
}

/** A UUID made of role and organisation: the same person in every run. */
function subjectOf({ role, org }: TokenRequest): string {
  const hex = createHash('sha256').update(`${role} ${org}`).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
