import * as z from 'zod';
import type { UserPool } from '../definitions/user-pool.ts';

/** Who asks for a token, in Cognito's terms. */
export interface Applicant {
  clientId: string;
  username: string;
  /** `sub`, `custom:role`, `custom:org`; empty for a machine. */
  attributes: Readonly<Record<string, string>>;
  scopes: readonly string[];
  machine: boolean;
}

/**
 * The event that Cognito sends to the pre-token-generation trigger.
 * Source: Amazon Cognito developer guide, "Pre token generation Lambda trigger", event versions 2
 * and 3.
 */
export function triggerEvent(
  pool: Pick<UserPool, 'id'>,
  version: string,
  { clientId, username, attributes, scopes, machine }: Applicant,
): object {
  return {
    version,
    triggerSource: machine ? 'TokenGeneration_ClientCredentials' : 'TokenGeneration_Authentication',
    region: pool.id.split('_')[0],
    userPoolId: pool.id,
    userName: username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    request: {
      userAttributes: attributes,
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      scopes,
    },
    response: { claimsAndScopeOverrideDetails: null },
  };
}

const TriggerAnswer = z.object({
  response: z
    .object({
      claimsAndScopeOverrideDetails: z
        .object({
          accessTokenGeneration: z
            .object({
              claimsToAddOrOverride: z.record(z.string(), z.unknown()).nullish(),
              claimsToSuppress: z.array(z.string()).nullish(),
              scopesToAdd: z.array(z.string()).nullish(),
              scopesToSuppress: z.array(z.string()).nullish(),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

/**
 * Claims that a trigger cannot change. Source: the same page, "Pre token generation trigger
 * limitations" .
 */
const FIXED = new Set(
  'acr amr at_hash auth_time azp client_id exp iat iss jti nbf nonce origin_jti sub token_use username version'.split(
    ' ',
  ),
);

/**
 * The access token's claims as the trigger's answer changes them.
 * @param claims as Cognito has them before it asks; `scope` is space separated
 * @param answer what the trigger returned
 * @throws ZodError when the answer is not of the shape that Cognito takes
 */
export function applyTrigger(
  claims: Readonly<Record<string, unknown>>,
  answer: unknown,
): Record<string, unknown> {
  const generation =
    TriggerAnswer.parse(answer).response?.claimsAndScopeOverrideDetails?.accessTokenGeneration;
  const suppressed = new Set(generation?.claimsToSuppress?.filter((name) => !FIXED.has(name)));
  const overriding = Object.entries(generation?.claimsToAddOrOverride ?? {});
  const scopes = new Set(String(claims.scope).split(' ').filter(Boolean));
  for (const scope of generation?.scopesToAdd ?? []) scopes.add(scope);
  for (const scope of generation?.scopesToSuppress ?? []) scopes.delete(scope);
  return {
    ...Object.fromEntries(Object.entries(claims).filter(([name]) => !suppressed.has(name))),
    ...Object.fromEntries(overriding.filter(([name]) => !FIXED.has(name) && !suppressed.has(name))),
    scope: [...scopes].join(' '),
  };
}
