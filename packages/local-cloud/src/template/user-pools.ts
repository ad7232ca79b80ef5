import * as z from 'zod';
import type { UserPool, UserPoolClient } from '../definitions/user-pool.ts';
import type { Resource } from './resolve.ts';

const PoolProperties = z.object({
  LambdaConfig: z
    .strictObject({
      PreTokenGenerationConfig: z
        .strictObject({
          LambdaArn: z.string(),
          LambdaVersion: z.enum(['V1_0', 'V2_0', 'V3_0']),
        })
        .optional(),
      PreTokenGeneration: z.string().optional(),
    })
    .default({}),
});

const ClientProperties = z.object({
  UserPoolId: z.string(),
  AllowedOAuthFlows: z.array(z.string()).default([]),
  AllowedOAuthScopes: z.array(z.string()).default([]),
});

const VERSIONS = { V1_0: '1', V2_0: '2', V3_0: '3' } as const;

/**
 * The template's user pool with its app clients.
 * @param issuer where its tokens come from
 * @throws Error when there is not exactly one pool, or it has a trigger that is not known here
 */
export function userPoolOf(resources: readonly Resource[], issuer: string): UserPool {
  const pools = resources.filter(({ type }) => type === 'AWS::Cognito::UserPool');
  const [pool] = pools;
  if (pool === undefined || pools.length > 1) {
    throw new Error(`The template has ${pools.length} user pools: it needs exactly one.`);
  }
  const { LambdaConfig } = PoolProperties.parse(pool.properties());
  const trigger = LambdaConfig.PreTokenGenerationConfig;
  return {
    id: pool.ref,
    arn: pool.arn ?? '',
    issuer,
    preTokenTrigger:
      trigger === undefined
        ? undefined
        : { functionArn: trigger.LambdaArn, version: VERSIONS[trigger.LambdaVersion] },
    clients: resources
      .filter(({ type }) => type === 'AWS::Cognito::UserPoolClient')
      .flatMap((client) => clientOf(client, pool.ref)),
  };
}

function clientOf(client: Resource, poolId: string): UserPoolClient[] {
  const properties = ClientProperties.parse(client.properties());
  if (properties.UserPoolId !== poolId) return [];
  return [
    {
      id: client.ref,
      clientCredentials: properties.AllowedOAuthFlows.includes('client_credentials'),
      scopes: properties.AllowedOAuthScopes,
    },
  ];
}
