import { beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { functionsOf, inBoth, named, ofType, RoleProperties } from './assembly.ts';
import { dataAccess, isData, statementsOf, synthesized } from './assembly.ts';
import type { Assembly, Statement } from './assembly.ts';

let assembly: Assembly;
beforeAll(() => {
  assembly = synthesized();
});

const all = (type: string) => inBoth(assembly, type);
const functions = () => functionsOf(assembly);
const permitted = (roleId: string) => statementsOf(assembly, roleId);

const [get, batchGet, query] = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const [put, update, remove] = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

describe('functions', () => {
  test('each has a role and a log of its own, kept a year', () => {
    const made = functions();
    expect(new Set(made.map(({ role }) => role)).size).toBe(made.length);
    expect(new Set(made.map(({ logGroup }) => logGroup)).size).toBe(made.length);
    for (const { role, logGroup, name } of made) {
      const [, log] = all('AWS::Logs::LogGroup').find(([id]) => id === logGroup)!;
      expect(log.Properties).toEqual({
        LogGroupName: `/resilience-registry/${name}`,
        RetentionInDays: 365,
      });
      const writes = permitted(role).filter(({ Action }) => Action[0]?.startsWith('logs:'));
      expect(writes.map(({ Action, Resource }) => [Action, Resource])).toEqual([
        [['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [logGroup, 'Arn'] }],
      ]);
    }
  });

  test('run on Node 24 on arm64 and give up before their caller does', () => {
    const timeouts: Record<string, number> = {
      'issue-claims': 5,
      'raise-alerts': 30,
      'raise-in-icb': 30,
      'raise-overdue': 60,
      'check-rosters': 300,
      'deliver-sms': 30,
      'deliver-email': 30,
      'record-receipts': 30,
    };
    for (const { Runtime, Architectures, Timeout, name } of functions()) {
      expect({ Runtime, Architectures }).toEqual({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
      });
      expect(Timeout).toBe(timeouts[name] ?? 29);
    }
  });
});

describe('data roles', () => {
  const t = 'ICB#${aws:PrincipalTag/tenant}#';
  const f = 'ICB#${aws:PrincipalTag/from}#';
  const own = `${t}PRACTICE#\${aws:PrincipalTag/practice}`;
  test.each<[role: string, tags: string[], access: unknown[]]>([
    [
      'tenant',
      ['tenant'],
      [
        ['Registry', [get, batchGet, put], [`${t}*`]],
        ['Registry', [query], [`${t}PRODUCTS`]],
        ['Outages', [get, batchGet, put, update, query], [`${t}*`]],
        ['Outages', [remove], [`${t}OUTAGES`]],
        ['Alerts', [get, batchGet, put, update, query], [`${t}*`]],
      ],
    ],
    [
      'practice',
      ['tenant', 'practice'],
      [
        ['Registry', [get], [own, `${t}ROSTER`, `${t}PRODUCTS`]],
        ['Registry', [query], [`${t}PRODUCTS`]],
        ['Registry', [put], [own, `${t}ROSTER`, `${t}TRAIL#*`]],
      ],
    ],
    [
      'national',
      ['tenant'],
      [
        ['Pointers', [get, batchGet], ['ICBS']],
        ['Registry', [get, batchGet], ['ICB#*#ROSTER', 'ICB#*#SENDING']],
        ['Alerts', [query], ['ICB#*#COUNTED#*']],
      ],
    ],
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
    expect(sorted(dataAccess(assembly, id))).toEqual(sorted(access));
    expect(permitted(id).every(isData)).toBe(true);
    const { AssumeRolePolicyDocument, MaxSessionDuration } = RoleProperties.parse(
      all('AWS::IAM::Role').find(([found]) => found === id)![1].Properties,
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

  test('names its actions and resources one by one, but for telephone numbers and account settings, which have no name', () => {
    const statements = everyStatement();
    for (const { Action } of statements) {
      expect(Action.filter((action) => action.includes('*'))).toEqual([]);
    }
    const unnamed = statements.filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
    const isSetting = ({ Action }: Statement) => Action[0] === 'sns:SetSMSAttributes';
    const settings = unnamed.filter(isSetting);
    const wide = unnamed.filter((statement) => !isSetting(statement));
    const texting = functions().find(({ name }) => name === 'deliver-sms')!;
    expect(wide).toEqual(
      permitted(texting.role).filter(({ Action }) => Action.includes('sns:Publish')),
    );
    expect(wide.map(({ Effect, Resource }) => [Effect, Resource])).toEqual([
      ['Allow', '*'],
      ['Deny', 'arn:aws:sns:*:*:*'],
    ]);
    expect(settings.map(({ Action }) => Action)).toEqual([['sns:SetSMSAttributes']]);
  });

  const scans = ({ Action }: Statement) => Action.includes('dynamodb:Scan');

  test('reaches tables by leading keys, and by no call without any but the two scans', () => {
    const statements = everyStatement().filter(isData);
    expect(statements.length).toBeGreaterThan(0);
    for (const { Condition } of statements.filter((statement) => !scans(statement))) {
      expect(Condition).toEqual({
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': expect.any(Array) },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      });
    }
  });

  test('scans nothing, but for the two that compare the registry with its rosters', () => {
    const scanners = functions().filter(({ role }) => permitted(role).some(scans));
    expect(scanners.map(({ name }) => name).sort()).toEqual(['check-rosters', 'rebuild-roster']);
    const statements = everyStatement().filter(scans);
    expect(statements).toHaveLength(2);
    for (const { Action, Resource } of statements) {
      expect([Action, named(Resource)]).toEqual([['dynamodb:Scan'], 'Registry']);
    }
  });

  test('is there for a function, for data or for what becomes of texts', () => {
    const known = new Set(functions().map(({ role }) => role));
    const others = all('AWS::IAM::Role')
      .map(([id]) => id)
      .filter((id) => !known.has(id));
    expect(others.map((id) => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'TextSettingsRole',
      'TextStatusRole',
      'directorydata',
      'nationaldata',
      'practicedata',
      'tenantdata',
    ]);
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

  test('has exactly these routes, all but health and replies for holders of a token', () => {
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
      ['GET /products', 'JWT', authorizer],
      ['PUT /products/{id}', 'JWT', authorizer],
      ['GET /icbs/{code}/directory', 'JWT', authorizer],
      ['PUT /icbs/{code}/directory', 'JWT', authorizer],
      ['GET /datasets', 'JWT', authorizer],
      ['PUT /datasets/{dataset}', 'JWT', authorizer],
      ['POST /icbs/{code}/roster', 'JWT', authorizer],
      ['GET /icbs', 'JWT', authorizer],
      ['GET /health', 'NONE', undefined],
      ['GET /openapi.json', 'NONE', undefined],
      ['POST /outages/preview', 'JWT', authorizer],
      ['POST /outages', 'JWT', authorizer],
      ['GET /outages', 'JWT', authorizer],
      ['GET /outages/{id}', 'JWT', authorizer],
      ['GET /outages/{id}/practices', 'JWT', authorizer],
      ['GET /outages/{id}/sitrep', 'JWT', authorizer],
      ['POST /outages/{id}/updates', 'JWT', authorizer],
      ['POST /outages/{id}/reopen', 'JWT', authorizer],
      ['POST /outages/{id}/withdraw', 'JWT', authorizer],
      ['PUT /outages/{id}/hold', 'JWT', authorizer],
      ['POST /outages/{id}/actions', 'JWT', authorizer],
      ['POST /outages/{id}/statements', 'JWT', authorizer],
      ['GET /icbs/{code}', 'JWT', authorizer],
      ['PUT /icbs/{code}', 'JWT', authorizer],
      ['PUT /sending', 'JWT', authorizer],
      ['GET /sending', 'JWT', authorizer],
      ['POST /outages/{id}/redrive', 'JWT', authorizer],
      ['POST /outages/{id}/practices/{odsCode}/claim', 'JWT', authorizer],
      ['POST /outages/{id}/practices/{odsCode}/rung', 'JWT', authorizer],
      ['POST /outages/{id}/practices/{odsCode}/answer', 'JWT', authorizer],
      ['GET /reply', 'NONE', undefined],
      ['GET /reply/{token}', 'NONE', undefined],
      ['POST /reply/{token}', 'NONE', undefined],
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
    const arns = ofType(assembly.service, 'AWS::Lambda::Permission')
      .filter(([, { Properties }]) => Properties['Principal'] === 'apigateway.amazonaws.com')
      .map(
        ([, { Properties }]) => /\/api\/[^"]*/.exec(JSON.stringify(Properties['SourceArn']))?.[0],
      );
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
