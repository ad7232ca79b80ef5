import { beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { named, ofType, Policy, synthesize } from './assembly.ts';
import type { Assembly, Resource, Statement } from './assembly.ts';

let assembly: Assembly;
let resources: [string, Resource][];
beforeAll(async () => {
  assembly = await synthesize();
  resources = [
    ...Object.entries(assembly.data.Resources),
    ...Object.entries(assembly.service.Resources),
  ];
});

const all = (type: string) => resources.filter(([, { Type }]) => Type === type);

const FunctionProperties = z.looseObject({
  Role: z.looseObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  Environment: z.strictObject({
    Variables: z.looseObject({ POWERTOOLS_SERVICE_NAME: z.string() }),
  }),
  LoggingConfig: z.looseObject({ LogGroup: z.strictObject({ Ref: z.string() }) }),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  Timeout: z.number(),
});
const RoleProperties = z.strictObject({
  AssumeRolePolicyDocument: Policy,
  Description: z.string(),
  MaxSessionDuration: z.number().optional(),
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: Policy })).default([]),
});
const PolicyProperties = z.looseObject({
  PolicyDocument: Policy,
  Roles: z.array(z.strictObject({ Ref: z.string() })),
});

function functions() {
  return all('AWS::Lambda::Function').map(([, { Properties }]) => {
    const parsed = FunctionProperties.parse(Properties);
    return {
      name: parsed.Environment.Variables.POWERTOOLS_SERVICE_NAME,
      environment: parsed.Environment.Variables,
      role: parsed.Role['Fn::GetAtt'][0],
      logGroup: parsed.LoggingConfig.LogGroup.Ref,
      ...parsed,
    };
  });
}

/** Everything that a role's own policies permit. A managed policy would fail the strict parse. */
function permitted(roleId: string): Statement[] {
  const role = RoleProperties.parse(resources.find(([id]) => id === roleId)![1].Properties);
  const attached = all('AWS::IAM::Policy')
    .map(([, { Properties }]) => PolicyProperties.parse(Properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === roleId));
  return [
    ...role.Policies.map(({ PolicyDocument }) => PolicyDocument),
    ...attached.map(({ PolicyDocument }) => PolicyDocument),
  ].flatMap(({ Statement }) => Statement);
}

const isData = ({ Action }: Statement) => Action.some((name) => name.startsWith('dynamodb:'));
const leadingKeys = ({ Condition }: Statement) =>
  Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
const dataAccess = (roleId: string) =>
  permitted(roleId)
    .filter(isData)
    .map((statement) => [named(statement.Resource), statement.Action, leadingKeys(statement)]);

describe('functions', () => {
  test('each has a role and a log of its own, kept a year', () => {
    const made = functions();
    expect(new Set(made.map(({ role }) => role)).size).toBe(made.length);
    expect(new Set(made.map(({ logGroup }) => logGroup)).size).toBe(made.length);
    for (const { role, logGroup, name } of made) {
      const log = resources.find(([id]) => id === logGroup)![1].Properties;
      expect(log).toEqual({ LogGroupName: `/resilience-registry/${name}`, RetentionInDays: 365 });
      const writes = permitted(role).filter(({ Action }) => Action[0]?.startsWith('logs:'));
      expect(writes.map(({ Action, Resource }) => [Action, Resource])).toEqual([
        [['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [logGroup, 'Arn'] }],
      ]);
    }
  });

  test('run on Node 24 on arm64 and give up before their caller does', () => {
    for (const { Runtime, Architectures, Timeout, name } of functions()) {
      expect({ Runtime, Architectures }).toEqual({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
      });
      expect(Timeout).toBe(name === 'issue-claims' ? 5 : 29);
    }
  });

  const odsPointers = ['Pointers', ['dynamodb:GetItem'], ['ODS#*']];
  const icbsPointer = ['Pointers', ['dynamodb:GetItem'], ['ICBS']];
  test.each<[name: string, assumes: string[], own: unknown[]]>([
    ['register-practice', ['practice', 'tenant'], [odsPointers]],
    ['read-practice', ['practice', 'tenant'], [odsPointers]],
    ['list-practices', ['tenant'], []],
    ['confirm-practice', ['practice', 'tenant'], [odsPointers]],
    ['query-exposure', ['national', 'tenant'], [icbsPointer]],
    ['load-directory', ['directory'], []],
    ['list-icbs', [], [icbsPointer]],
    ['report-health', [], []],
    ['issue-claims', [], []],
  ])('%s may assume %j, and of its own reach %j', (name, assumes, own) => {
    const { role, environment } = functions().find((made) => made.name === name)!;
    const statements = permitted(role);
    const assumed = statements.filter(({ Action }) => Action.includes('sts:AssumeRole'));
    const targets = assumed.flatMap(({ Resource }) => [Resource].flat().map(named));
    expect(targets.sort()).toEqual(assumes.map((data) => `${data}data`));
    expect(dataAccess(role)).toEqual(own);
    const given = Object.keys(environment).filter((key) => key.endsWith('_ROLE_ARN'));
    expect(given.sort()).toEqual(assumes.map((data) => `${data.toUpperCase()}_ROLE_ARN`));
    const services = new Set(
      statements.flatMap(({ Action }) => Action.map((a) => a.split(':')[0])),
    );
    expect([...services].filter((s) => !['logs', 'sts', 'dynamodb'].includes(s!))).toEqual([]);
  });

  test('there are no others', () => {
    expect(functions()).toHaveLength(9);
  });
});

describe('data roles', () => {
  const t = 'ICB#${aws:PrincipalTag/tenant}#';
  const f = 'ICB#${aws:PrincipalTag/from}#';
  const own = `${t}PRACTICE#\${aws:PrincipalTag/practice}`;
  const [get, batchGet, put, update, remove] = [
    'dynamodb:GetItem',
    'dynamodb:BatchGetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:DeleteItem',
  ];

  test.each<[role: string, tags: string[], access: unknown[]]>([
    ['tenant', ['tenant'], [['Registry', [get, batchGet, put], [`${t}*`]]]],
    [
      'practice',
      ['tenant', 'practice'],
      [
        ['Registry', [get], [own, `${t}ROSTER`]],
        ['Registry', [put], [own, `${t}ROSTER`, `${t}TRAIL#*`]],
      ],
    ],
    ['national', ['tenant'], [['Registry', [get, batchGet], ['ICB#*#ROSTER']]]],
    [
      'directory',
      ['tenant', 'from'],
      [
        [
          'Registry',
          [get, batchGet],
          [`${t}PRACTICE#*`, `${t}ROSTER`, `${f}PRACTICE#*`, `${f}ROSTER`],
        ],
        [
          'Registry',
          [put],
          [`${t}PRACTICE#*`, `${t}ROSTER`, `${t}TRAIL#*`, `${f}ROSTER`, `${f}TRAIL#*`],
        ],
        ['Registry', [remove], [`${f}PRACTICE#*`]],
        ['Pointers', [get, batchGet, put], ['ODS#*']],
        ['Pointers', [get, update], ['ICBS']],
      ],
    ],
  ])('%s needs tags %j and reaches these keys alone', (role, tags, access) => {
    const id = `${role}data`;
    const byActions = (a: unknown, b: unknown) =>
      JSON.stringify(a).localeCompare(JSON.stringify(b));
    const sorted = (list: unknown[]) =>
      list
        .map((row) => z.tuple([z.string(), z.array(z.string()), z.array(z.string())]).parse(row))
        .map(([table, actions, keys]) => [table, actions.sort(), keys.sort()])
        .sort(byActions);
    expect(sorted(dataAccess(id))).toEqual(sorted(access));
    expect(permitted(id).every(isData)).toBe(true);
    const { AssumeRolePolicyDocument, MaxSessionDuration } = RoleProperties.parse(
      resources.find(([found]) => found === id)![1].Properties,
    );
    expect(MaxSessionDuration).toBe(3600);
    expect(AssumeRolePolicyDocument.Statement).toHaveLength(1);
    expect(AssumeRolePolicyDocument.Statement[0]).toMatchObject({
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        Null: Object.fromEntries(tags.map((tag) => [`aws:RequestTag/${tag}`, 'false'])),
        'ForAllValues:StringEquals': { 'aws:TagKeys': tags },
      },
    });
    const trusted = z
      .strictObject({ AWS: z.unknown() })
      .parse(AssumeRolePolicyDocument.Statement[0]!.Principal);
    const ids = functions()
      .filter(({ environment }) => `${role.toUpperCase()}_ROLE_ARN` in environment)
      .map((made) => ({ 'Fn::GetAtt': [made.role, 'Arn'] }));
    expect(new Set([trusted.AWS].flat())).toEqual(new Set(ids));
  });
});

describe('every role', () => {
  const everyStatement = () => all('AWS::IAM::Role').flatMap(([id]) => permitted(id));

  test('names its actions and resources one by one', () => {
    for (const { Action, Resource } of everyStatement()) {
      expect(Action.filter((action) => action.includes('*'))).toEqual([]);
      expect(JSON.stringify(Resource)).not.toContain('*');
    }
  });

  test('reaches tables by leading keys, and by no call without any', () => {
    const statements = everyStatement().filter(isData);
    expect(statements.length).toBeGreaterThan(0);
    for (const { Condition } of statements) {
      expect(Condition).toEqual({
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': expect.any(Array) },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      });
    }
  });

  test('is there for a function or for data', () => {
    const known = new Set(functions().map(({ role }) => role));
    const others = all('AWS::IAM::Role')
      .map(([id]) => id)
      .filter((id) => !known.has(id));
    expect(others.sort()).toEqual(['directorydata', 'nationaldata', 'practicedata', 'tenantdata']);
  });
});

describe('API', () => {
  const RouteProperties = z.looseObject({
    RouteKey: z.string(),
    AuthorizationType: z.string(),
    AuthorizerId: z.unknown().optional(),
    Target: z.unknown(),
  });
  const routes = () =>
    ofType(assembly.service, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) =>
      RouteProperties.parse(Properties),
    );

  test('has exactly these routes, all but health for holders of a token', () => {
    const authorizer = { Ref: ofType(assembly.service, 'AWS::ApiGatewayV2::Authorizer')[0]![0] };
    const seen = routes().map((route) => [
      route.RouteKey,
      route.AuthorizationType,
      route.AuthorizerId,
    ]);
    expect(seen).toEqual([
      ['PUT /practices/{odsCode}', 'JWT', authorizer],
      ['GET /practices/{odsCode}', 'JWT', authorizer],
      ['GET /practices', 'JWT', authorizer],
      ['POST /practices/{odsCode}/confirmation', 'JWT', authorizer],
      ['GET /exposure', 'JWT', authorizer],
      ['GET /exposure/summary', 'JWT', authorizer],
      ['PUT /icbs/{code}/directory', 'JWT', authorizer],
      ['GET /icbs', 'JWT', authorizer],
      ['GET /health', 'NONE', undefined],
    ]);
  });

  test('takes tokens that our user pool issued to either of its clients', () => {
    const [, { Properties }] = ofType(assembly.service, 'AWS::ApiGatewayV2::Authorizer')[0]!;
    const { Issuer, Audience } = z
      .strictObject({ Issuer: z.unknown(), Audience: z.array(z.unknown()) })
      .parse(Properties['JwtConfiguration']);
    expect(named(Issuer)).toBe('People');
    expect(Audience.map(named)).toEqual(['PeoplePeopleClient', 'PeopleMachineClient']);
  });

  test('may invoke a function for its own stage, method and path only', () => {
    const arns = ofType(assembly.service, 'AWS::Lambda::Permission').map(([, { Properties }]) => {
      expect(Properties['Principal']).toBe('apigateway.amazonaws.com');
      return /\/api\/[^"]*/.exec(JSON.stringify(Properties['SourceArn']))?.[0];
    });
    expect(arns).toEqual(routes().map(({ RouteKey }) => `/api/${RouteKey.replace(' /', '/')}`));
  });

  test('is logged for a year, and throttled', () => {
    const [, { Properties }] = ofType(assembly.service, 'AWS::ApiGatewayV2::Stage')[0]!;
    expect(Properties['StageName']).toBe('api');
    expect(Properties['DefaultRouteSettings']).toMatchObject({
      ThrottlingRateLimit: expect.any(Number),
    });
    const { DestinationArn } = z
      .looseObject({ DestinationArn: z.looseObject({ 'Fn::GetAtt': z.array(z.string()) }) })
      .parse(Properties['AccessLogSettings']);
    const log = assembly.service.Resources[DestinationArn['Fn::GetAtt'][0]!];
    expect(log?.Properties['RetentionInDays']).toBe(365);
  });
});
