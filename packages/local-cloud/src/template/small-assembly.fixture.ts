import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A function of a small assembly: the text of its `index.mjs` and the routes that lead to it. */
export interface SmallFunction {
  code: string;
  routes?: readonly string[];
  /** Routes that need no token. */
  open?: readonly string[];
  timeoutSeconds?: number;
  /** False leaves out the gateway's permission, which is so easily forgotten. */
  permitted?: boolean;
}

/** Copies role and org from the user's attributes, for the roles that it knows. */
const ISSUE_CLAIMS = `export const handler = async (event) => {
  const { 'custom:role': role, 'custom:org': org } = event.request.userAttributes;
  const machine = event.triggerSource === 'TokenGeneration_ClientCredentials';
  const person = ['buyer', 'seller'].includes(role) ? { role, org } : {};
  const claims = machine ? { role: 'operator', org: 'HQ' } : person;
  return { ...event, response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } } } };
};`;

/**
 * Writes an assembly of two stacks as CDK does: a pool, its trigger and a table in one, the API and
 * its functions in the other, with exports between them.
 * @param change alters the service stack's template before it is written
 */
export async function writeSmallAssembly(
  functions: Readonly<Record<string, SmallFunction>>,
  change: (resources: Record<string, unknown>) => void = () => undefined,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'assembly-'));
  const data = { ...dataResources(), ...functionResources('issue-claims', { code: '' }) };
  const service = serviceResources(functions);
  change(service);
  await writeStack(folder, 'shop-data', data, {
    People: { Value: { Ref: 'PeopleClient' }, Export: { Name: 'people' } },
    Machine: { Value: { Ref: 'MachineClient' }, Export: { Name: 'machine' } },
    Issuer: { Value: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, Export: { Name: 'issuer' } },
    Table: { Value: { Ref: 'Pointers' }, Export: { Name: 'table' } },
  });
  await writeStack(folder, 'shop-service', service, {});
  const codes = { 'issue-claims': ISSUE_CLAIMS, ...mapValues(functions, ({ code }) => code) };
  for (const [name, code] of Object.entries(codes)) {
    await mkdir(path.join(folder, `asset.${name}`));
    await writeFile(path.join(folder, `asset.${name}`, 'index.mjs'), code);
  }
  await writeManifests(folder, Object.keys(codes));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

function dataResources(): Record<string, unknown> {
  const client = { UserPoolId: { Ref: 'Pool' } };
  return {
    Pointers: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      },
    },
    Pool: {
      Type: 'AWS::Cognito::UserPool',
      Properties: {
        LambdaConfig: {
          PreTokenGenerationConfig: {
            LambdaArn: { 'Fn::GetAtt': ['issueclaims', 'Arn'] },
            LambdaVersion: 'V3_0',
          },
        },
      },
    },
    PoolMayAsk: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { Ref: 'issueclaims' },
        Principal: 'cognito-idp.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': ['Pool', 'Arn'] },
      },
    },
    PeopleClient: { Type: 'AWS::Cognito::UserPoolClient', Properties: client },
    MachineClient: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        ...client,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['shop/orders:write'],
      },
    },
  };
}

function serviceResources(
  functions: Readonly<Record<string, SmallFunction>>,
): Record<string, unknown> {
  const resources: Record<string, unknown> = {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: 'api', AutoDeploy: true },
    },
    Callers: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        Name: 'callers',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: {
          Issuer: { 'Fn::ImportValue': 'issuer' },
          Audience: [{ 'Fn::ImportValue': 'people' }, { 'Fn::ImportValue': 'machine' }],
        },
      },
    },
  };
  for (const [name, definition] of Object.entries(functions)) {
    Object.assign(resources, functionResources(name, definition), routeResources(name, definition));
  }
  return resources;
}

function functionResources(name: string, { timeoutSeconds }: SmallFunction): object {
  const id = name.replaceAll('-', '');
  const table = name === 'issue-claims' ? { Ref: 'Pointers' } : { 'Fn::ImportValue': 'table' };
  return {
    [`${id}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Principal: { Service: 'lambda.amazonaws.com' },
            },
          ],
        },
      },
    },
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
        Runtime: 'nodejs24.x',
        Timeout: timeoutSeconds ?? 5,
        Environment: { Variables: { POWERTOOLS_SERVICE_NAME: name, POINTERS_TABLE: table } },
      },
    },
  };
}

function routeResources(
  name: string,
  { routes = [], open = [], permitted }: SmallFunction,
): object {
  const id = name.replaceAll('-', '');
  const resources: Record<string, unknown> = {
    [`${id}Integration`]: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': [id, 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
  };
  for (const [index, key] of [...routes, ...open].entries()) {
    const target = { 'Fn::Sub': `integrations/\${${id}Integration}` };
    const authorizer = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Callers' } };
    resources[`${id}Route${index}`] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: key,
        Target: target,
        ...(open.includes(key) ? {} : authorizer),
      },
    };
    if (permitted !== false) resources[`${id}Permission${index}`] = permissionFor(id, key);
  }
  return resources;
}

function permissionFor(id: string, routeKey: string): object {
  const resource = `api/${routeKey.replace(' ', '')}`;
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': [id, 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Sub': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/${resource}`,
      },
    },
  };
}

async function writeStack(
  folder: string,
  name: string,
  resources: Readonly<Record<string, unknown>>,
  outputs: object,
): Promise<void> {
  const template = { Resources: resources, Outputs: outputs };
  await writeFile(path.join(folder, `${name}.template.json`), JSON.stringify(template));
}

async function writeManifests(folder: string, functionNames: readonly string[]): Promise<void> {
  const stack = (name: string) => ({
    type: 'aws:cloudformation:stack',
    properties: { templateFile: `${name}.template.json` },
  });
  const manifest = {
    artifacts: {
      'shop-data': stack('shop-data'),
      'shop-service': stack('shop-service'),
      assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
    },
  };
  const files = Object.fromEntries(
    functionNames.map((name) => [
      name,
      { source: { path: `asset.${name}` }, destinations: { here: { objectKey: `${name}.zip` } } },
    ]),
  );
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'assets.json'), JSON.stringify({ files }));
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
