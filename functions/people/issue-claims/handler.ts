import { Claims } from '@registry/domain';
import * as z from 'zod';

/**
 * What Cognito sends before it signs a token, as far as it is needed here.
 * Source: Amazon Cognito developer guide, "Pre token generation Lambda trigger", event version 3.
 */
const Event = z.looseObject({
  triggerSource: z.string().startsWith('TokenGeneration_'),
  request: z.looseObject({
    userAttributes: z.record(z.string(), z.unknown()).nullish(),
    scopes: z.array(z.string()).nullish(),
  }),
  response: z.unknown(),
});

const Environment = z.object({ NATIONAL_ORG: z.string().min(1) });

/**
 * Whose token it is to be: what the account's immutable attributes say or, for a machine that may
 * load the directory, NHS England. Undefined for anybody else, whom the API then refuses.
 */
function claimsFor(
  { triggerSource, request }: z.infer<typeof Event>,
  nationalOrg: string,
): { role: string; org: string } | undefined {
  if (triggerSource === 'TokenGeneration_ClientCredentials') {
    const loadsDirectory = request.scopes?.some((scope) =>
      /^(?:registry\/)?directory:write$/.test(scope),
    );
    return loadsDirectory ? { role: 'national', org: nationalOrg } : undefined;
  }
  const claims = Claims.safeParse({
    role: request.userAttributes?.['custom:role'],
    org: request.userAttributes?.['custom:org'],
  });
  return claims.success ? { role: claims.data.role, org: claims.data.org } : undefined;
}

/**
 * The event with `role` and `org` put on the access token, as Cognito wants it back.
 * Throws a ZodError for an event that is not Cognito's.
 */
export function withClaims(event: unknown, nationalOrg: string): unknown {
  const parsed = Event.parse(event);
  const claims = claimsFor(parsed, nationalOrg);
  if (!claims) return parsed;
  return {
    ...parsed,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { claimsToAddOrOverride: claims },
      },
    },
  };
}

/** Cognito's trigger before it signs a token. */
export function handler(event: unknown): Promise<unknown> {
  return Promise.resolve(withClaims(event, Environment.parse(process.env).NATIONAL_ORG));
}
