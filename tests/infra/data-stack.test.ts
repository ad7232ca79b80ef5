import { beforeAll, describe, expect, test } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ofType, synthesizeAgain, synthesized } from './assembly.ts';
import type { Assembly } from './assembly.ts';

let assembly: Assembly;
let template: Template;
beforeAll(() => {
  assembly = synthesized();
  template = Template.fromJSON(assembly.data);
});

test('the same sources give the same templates and bundles, wherever they are written', async () => {
  expect(await synthesizeAgain()).toEqual(assembly);
});

describe('tables', () => {
  test('are encrypted by our key, restorable, protected from deletion and forget what has expired', () => {
    template.resourceCountIs('AWS::DynamoDB::Table', 4);
    template.allResources('AWS::DynamoDB::Table', {
      UpdateReplacePolicy: 'Retain',
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: {
          PointInTimeRecoveryEnabled: true,
          RecoveryPeriodInDays: 35,
        },
        SSESpecification: {
          SSEEnabled: true,
          SSEType: 'KMS',
          KMSMasterKeyId: { 'Fn::GetAtt': [ofType(assembly.data, 'AWS::KMS::Key')[0]![0], 'Arn'] },
        },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      }),
    });
  });

  test('have pk and sk, but for pointers, which are found by pk alone', () => {
    const keys = ofType(assembly.data, 'AWS::DynamoDB::Table').map(([id, { Properties }]) => [
      id.replace(/[0-9A-F]{8}$/, ''),
      Properties['KeySchema'],
    ]);
    const pk = { AttributeName: 'pk', KeyType: 'HASH' };
    const sk = { AttributeName: 'sk', KeyType: 'RANGE' };
    expect(Object.fromEntries(keys)).toEqual({
      Registry: [pk, sk],
      Outages: [pk, sk],
      Alerts: [pk, sk],
      Pointers: [pk],
    });
  });

  test('only outages are streamed, with their new image', () => {
    const streams = ofType(assembly.data, 'AWS::DynamoDB::Table').flatMap(([id, { Properties }]) =>
      Properties['StreamSpecification']
        ? [[id.slice(0, 7), Properties['StreamSpecification']]]
        : [],
    );
    expect(streams).toEqual([['Outages', { StreamViewType: 'NEW_IMAGE' }]]);
  });

  test('the key turns every year and serves nobody but through DynamoDB', () => {
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Statement: [
            { Sid: 'AdministrationByThisAccount' },
            {
              Effect: 'Allow',
              Principal: { AWS: '*' },
              Action: Match.arrayWith(['kms:Decrypt', 'kms:GenerateDataKey']),
              Condition: {
                StringEquals: {
                  'kms:CallerAccount': { Ref: 'AWS::AccountId' },
                  'kms:ViaService': 'dynamodb.eu-west-2.amazonaws.com',
                },
              },
            },
          ],
        },
      },
    });
  });
});

describe('user pool', () => {
  test('admits those whom an administrator made, with an authenticator app and no text messages', () => {
    template.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        DeletionProtection: 'ACTIVE',
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        UserPoolTier: 'ESSENTIALS',
        LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V3_0' } },
      },
    });
  });

  test('role and org are never changed, and no client may write them', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      Schema: [
        Match.objectLike({ Name: 'role', Mutable: false }),
        Match.objectLike({ Name: 'org', Mutable: false }),
      ],
    });
    template.allResourcesProperties('AWS::Cognito::UserPoolClient', {
      WriteAttributes: ['name'],
    });
  });

  test('people have no secret and never send their password; the machine has one scope', () => {
    template.resourceCountIs('AWS::Cognito::UserPoolClient', 2);
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: Match.absent(),
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: [{ 'Fn::Join': ['', [Match.anyValue(), '/directory:write']] }],
    });
  });

  test('only this pool may call its trigger', () => {
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [ofType(assembly.data, 'AWS::Cognito::UserPool')[0]![0], 'Arn'] },
    });
    template.resourceCountIs('AWS::Lambda::Permission', 1);
  });
});
