import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnAuthorizer,
  CfnIntegration,
  CfnRoute,
  HttpApi,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logRetention } from './registry-function.ts';
import type { Identity } from './user-pool.ts';

const stageName = 'api';

/** The HTTP API. It answers under `/api`, to callers with a token of the user pool. */
export class RegistryApi extends Construct {
  readonly #api: HttpApi;
  readonly #authorizer: CfnAuthorizer;

  constructor(scope: Construct, id: string, { identity }: { identity: Identity }) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Http', {
      apiName: 'resilience-registry',
      createDefaultStage: false,
    });
    createStage(this, this.#api);
    this.#authorizer = new CfnAuthorizer(this, 'Callers', {
      apiId: this.#api.apiId,
      name: 'callers',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: identity.pool.userPoolProviderUrl,
        audience: [identity.peopleClient.userPoolClientId, identity.machineClient.userPoolClientId],
      },
    });
  }

  /** Where callers reach it, without a slash at the end. */
  get url(): string {
    return `${this.#api.apiEndpoint}/${stageName}`;
  }

  /**
   * Sends each of `routes` (`METHOD /path`) to `target`, and lets the gateway invoke it for those
   * alone. Callers need a token unless `open` gives the reason why not.
   */
  addRoutes(target: Function, routes: readonly string[], open: string | undefined): void {
    const integration = new CfnIntegration(target, 'Integration', {
      apiId: this.#api.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: target.functionArn,
      payloadFormatVersion: '2.0',
    });
    for (const routeKey of routes) {
      const route = new CfnRoute(target, routeKey, {
        apiId: this.#api.apiId,
        routeKey,
        target: `integrations/${integration.ref}`,
        ...(open
          ? { authorizationType: 'NONE' }
          : { authorizationType: 'JWT', authorizerId: this.#authorizer.ref }),
      });
      if (open) {
        Validations.of(route).acknowledge({
          id: 'AwsSolutions::AwsSolutions-APIG4',
          reason: open,
        });
      }
      new CfnPermission(target, `Gateway ${routeKey}`, {
        action: 'lambda:InvokeFunction',
        functionName: target.functionArn,
        principal: 'apigateway.amazonaws.com',
        sourceArn: Stack.of(this).formatArn({
          service: 'execute-api',
          resource: this.#api.apiId,
          resourceName: `${stageName}/${routeKey.replace(' /', '/')}`,
        }),
      });
    }
  }
}

function createStage(scope: Construct, httpApi: HttpApi): void {
  const logGroup = new LogGroup(scope, 'Log', {
    // Under vendedlogs, where the gateway needs no entry in the account's one small resource policy
    // for logs.
    logGroupName: '/aws/vendedlogs/resilience-registry/api',
    retention: logRetention,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  new HttpStage(scope, 'Stage', {
    httpApi,
    stageName,
    autoDeploy: true,
    throttle: { rateLimit: 500, burstLimit: 1000 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logGroup),
      format: AccessLogFormat.custom(
        JSON.stringify({
          at: '$context.requestTime',
          requestId: '$context.requestId',
          ip: '$context.identity.sourceIp',
          route: '$context.routeKey',
          role: '$context.authorizer.claims.role',
          org: '$context.authorizer.claims.org',
          status: '$context.status',
          milliseconds: '$context.responseLatency',
          refusedBecause: '$context.authorizer.error',
          error: '$context.integrationErrorMessage',
        }),
      ),
    },
  });
}
