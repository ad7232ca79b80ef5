import * as z from 'zod';
import type { ApiDefinition, JwtAuthorizer, Route, Throttle } from '../definitions/api.ts';
import type { Resource } from './resolve.ts';

// The schemas are strict: a setting that the gateway here would ignore is an error at start.
const ApiProperties = z.strictObject({
  Name: z.string(),
  ProtocolType: z.literal('HTTP'),
  Description: z.string().optional(),
  DisableExecuteApiEndpoint: z.boolean().optional(),
  Tags: z.unknown().optional(),
});

const RouteSettings = z.strictObject({
  ThrottlingBurstLimit: z.coerce.number().optional(),
  ThrottlingRateLimit: z.coerce.number().optional(),
  DetailedMetricsEnabled: z.boolean().optional(),
});

const StageProperties = z.strictObject({
  ApiId: z.string(),
  StageName: z.string(),
  AutoDeploy: z.literal(true, { error: 'The stage must be deployed automatically.' }),
  Description: z.string().optional(),
  AccessLogSettings: z.unknown().optional(),
  DefaultRouteSettings: RouteSettings.default({}),
  RouteSettings: z.record(z.string(), RouteSettings).default({}),
  Tags: z.unknown().optional(),
});

const RouteProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  OperationName: z.string().optional(),
});

const IntegrationProperties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationMethod: z.string().optional(),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  Description: z.string().optional(),
});

const AuthorizerProperties = z.strictObject({
  ApiId: z.string(),
  Name: z.string(),
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.strictObject({ Audience: z.array(z.string()), Issuer: z.string() }),
});

/**
 * The template's HTTP API.
 * @throws Error when there is not exactly one API with one stage, or it has a setting that is not
 *   known here
 */
export function apiOf(resources: readonly Resource[]): ApiDefinition {
  const api = only(read(resources, 'Api', ApiProperties), 'HTTP API');
  const stage = only(read(resources, 'Stage', StageProperties), 'stage of the HTTP API').properties;
  const integrations = new Map(
    read(resources, 'Integration', IntegrationProperties).map(({ ref, properties }) => [
      `integrations/${ref}`,
      properties.IntegrationUri,
    ]),
  );
  const authorizers = new Map(
    read(resources, 'Authorizer', AuthorizerProperties).map(({ ref, properties }) => [
      ref,
      {
        issuer: properties.JwtConfiguration.Issuer,
        audience: properties.JwtConfiguration.Audience,
      },
    ]),
  );
  const routes = read(resources, 'Route', RouteProperties).map(({ properties }): Route => {
    const { RouteKey: key, Target, AuthorizationScopes: scopes } = properties;
    return {
      key,
      functionArn: present(integrations.get(Target), `the integration of ${key}`),
      authorizer: authorizerOf(properties, authorizers),
      scopes,
      throttle: throttleOf({ ...stage.DefaultRouteSettings, ...stage.RouteSettings[key] }),
    };
  });
  return { id: api.ref, stage: stage.StageName, routes };
}

function authorizerOf(
  route: z.infer<typeof RouteProperties>,
  authorizers: ReadonlyMap<string, JwtAuthorizer>,
): JwtAuthorizer | undefined {
  if (route.AuthorizationType === 'NONE') return undefined;
  return present(authorizers.get(route.AuthorizerId ?? ''), `the authorizer of ${route.RouteKey}`);
}

function throttleOf(settings: z.infer<typeof RouteSettings>): Throttle | undefined {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings;
  return rate === undefined || burst === undefined ? undefined : { rate, burst };
}

/** Resources of one type of `AWS::ApiGatewayV2`, properties parsed. */
function read<T>(
  resources: readonly Resource[],
  type: string,
  schema: z.ZodType<T>,
): { ref: string; properties: T }[] {
  return resources
    .filter((resource) => resource.type === `AWS::ApiGatewayV2::${type}`)
    .map((resource) => {
      const parsed = schema.safeParse(resource.properties());
      if (!parsed.success) {
        throw new Error(
          `The local gateway cannot run ${resource.logicalId} (${resource.type}): ${z.prettifyError(parsed.error)}`,
        );
      }
      return { ref: resource.ref, properties: parsed.data };
    });
}

function only<T>(found: readonly T[], what: string): T {
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(
      `The template has ${found.length} resources for the ${what}: it needs exactly one.`,
    );
  }
  return first;
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The template lacks ${what}.`);
  return value;
}
