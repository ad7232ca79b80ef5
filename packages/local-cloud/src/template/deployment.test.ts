import { expect, test } from '@jest/globals';
import { readAssembly } from './assembly.ts';
import { readDeployment } from './deployment.ts';
import type { Deployment } from './deployment.ts';
import { resolveStacks } from './resolve.ts';
import { writeSmallAssembly } from './small-assembly.fixture.ts';

const URL = 'http://127.0.0.1:3999';

/** Reads a small assembly after a change to the resources of its service stack. */
async function read(change: (resources: Record<string, unknown>) => void): Promise<Deployment> {
  const code = 'export const handler = async () => 1;';
  const { folder, remove } = await writeSmallAssembly(
    { 'read-order': { code, routes: ['GET /orders/{orderId}'] } },
    change,
  );
  try {
    return readDeployment(await readAssembly(folder), URL, {});
  } finally {
    await remove();
  }
}

function role(properties: object): object {
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, ...properties } };
}

test('references are followed across stacks to the same names every time', async () => {
  const first = await read(() => undefined);
  const { functions, api, pool } = first;
  const reader = functions.find(({ folder }) => folder === 'read-order');
  expect(reader?.environment.POINTERS_TABLE).toBe(first.tables[0]?.name);
  expect(api.routes[0]).toMatchObject({
    key: 'GET /orders/{orderId}',
    functionArn: reader?.arn,
    authorizer: { issuer: `${URL}/identity`, audience: pool.clients.map(({ id }) => id) },
  });
  expect((await read(() => undefined)).api).toEqual(api);
});

test('policies reach the roles they are attached to', async () => {
  const { roles } = await read((resources) => {
    resources['Reader'] = role({ Policies: [{ PolicyName: 'own', PolicyDocument: { own: 1 } }] });
    resources['Attached'] = {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'attached',
        PolicyDocument: { Condition: { StringEquals: { key: { Ref: 'AWS::Region' } } } },
        Roles: [{ Ref: 'Reader' }],
      },
    };
  });
  expect(roles.find(({ name }) => name === 'shop-service-Reader')?.policies).toEqual([
    { name: 'own', document: { own: 1 } },
    { name: 'attached', document: { Condition: { StringEquals: { key: 'eu-west-2' } } } },
  ]);
});

test('a parameter takes the value given for it before its default; one that no stack has is said so', () => {
  const template = {
    Parameters: { SmsPerSecond: { Type: 'Number', Default: 20 } },
    Resources: {
      Paced: {
        Type: 'AWS::SQS::Queue',
        Properties: { Pace: { Ref: 'SmsPerSecond' } },
        Condition: undefined,
      },
    },
    Conditions: {},
    Outputs: {},
  };
  const paceOf = (parameters: Record<string, string>): unknown =>
    resolveStacks([{ name: 'service', template }], URL, parameters)[0]?.properties()['Pace'];
  expect([paceOf({}), paceOf({ SmsPerSecond: '300' })]).toEqual([20, '300']);
  expect(() => paceOf({ TextsPerSecond: '300' })).toThrow(
    'No stack has a parameter "TextsPerSecond".',
  );
});

test('an encrypted table comes with its key and the key’s policy', async () => {
  const { tables } = await read((resources) => {
    resources['Key'] = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { statement: 'mine' } } };
    resources['Records'] = {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        AttributeDefinitions: [],
        KeySchema: [],
        Replicas: [
          {
            Region: 'eu-west-2',
            SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': 'Key.Arn' } },
          },
        ],
      },
    };
  });
  expect(tables.find(({ logicalId }) => logicalId === 'Records')).toMatchObject({
    keyArn: expect.stringMatching(/^arn:aws:kms:eu-west-2:000000000000:key\//),
    keyPolicy: { statement: 'mine' },
  });
});

test.each<[string, string, object]>([
  [
    'a type without a body',
    'does not know AWS::RDS::DBInstance (Odd in shop-service)',
    { Type: 'AWS::RDS::DBInstance' },
  ],
  [
    'a reference to nothing',
    'The template of shop-service refers to Nothing, which is not in it.',
    role({ Policies: [{ PolicyName: { Ref: 'Nothing' }, PolicyDocument: {} }] }),
  ],
  [
    'an export that no stack has',
    'refers to the export "absent", which no stack has',
    role({ Policies: [{ PolicyName: { 'Fn::ImportValue': 'absent' }, PolicyDocument: {} }] }),
  ],
  [
    'an attribute that is not given',
    'refers to Api.Colour, an attribute that the local cloud does not give',
    role({ Description: { 'Fn::GetAtt': ['Api', 'Colour'] } }),
  ],
  [
    'an intrinsic function that is not known',
    'refers to Fn::Cidr, an intrinsic function that the local cloud does not know',
    role({ Description: { 'Fn::Cidr': [] } }),
  ],
  [
    'a managed policy',
    'has the managed policy arn:aws:iam::aws:policy/AdministratorAccess',
    role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
  ],
  [
    'a gateway setting that would be ignored',
    'The local gateway cannot run Odd (AWS::ApiGatewayV2::Route)',
    { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiKeyRequired: true } },
  ],
])('%s is one clear sentence', async (_what, sentence, resource) => {
  const reading = read((resources) => {
    resources['Odd'] = resource;
  });
  await expect(reading).rejects.toThrow(sentence);
});

test('alarms need no body', async () => {
  const reading = read((resources) => {
    resources['Alarm'] = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Unread: { 'Fn::Unknown': [] } },
    };
  });
  await expect(reading).resolves.toMatchObject({ api: { stage: 'api' } });
});
