import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** The pool and the two ways into it. */
export interface Identity {
  pool: UserPool;
  /** For people: no secret, password never sent (SRP). */
  peopleClient: UserPoolClient;
  /** For the import of published data: a secret, and the scope `registry/directory:write` alone. */
  machineClient: UserPoolClient;
}

/**
 * The people who may sign in. Administrators make the accounts and say once whose they are
 * (`custom:role`, `custom:org`); nobody, the person included, can change that afterwards.
 * `issueClaims` copies both into access tokens.
 */
function createPool(scope: Construct, issueClaims: IFunction): UserPool {
  const pool = new UserPool(scope, 'People', {
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 14,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    // By authenticator app: a text may not arrive on the day this is for, and can be diverted on
    // any other.
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    customAttributes: {
      role: new StringAttribute({ mutable: false, minLen: 3, maxLen: 8 }),
      org: new StringAttribute({ mutable: false, minLen: 3, maxLen: 6 }),
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  // V3, because earlier events are not raised for the machine client.
  pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, issueClaims, LambdaVersion.V3_0);
  Validations.of(pool).acknowledge({
    id: 'AwsSolutions::AwsSolutions-COG8',
    reason:
      'Plus adds risk scoring of sign-ins, priced per user. Accounts here are made by administrators and every sign-in needs an authenticator app.',
  });
  return pool;
}

/** Creates the pool, its clients and its hosted domain, whose prefix is unique in the world. */
export function createIdentity(
  scope: Construct,
  { issueClaims, domainPrefix }: { issueClaims: IFunction; domainPrefix: string },
): Identity {
  const pool = createPool(scope, issueClaims);
  pool.addDomain('Domain', { cognitoDomain: { domainPrefix } });
  const peopleClient = pool.addClient('PeopleClient', {
    authFlows: { userSrp: true },
    disableOAuth: true,
    generateSecret: false,
    preventUserExistenceErrors: true,
    accessTokenValidity: Duration.hours(1),
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.hours(12),
    readAttributes: new ClientAttributes()
      .withStandardAttributes({ email: true, fullname: true })
      .withCustomAttributes('role', 'org'),
    writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }),
  });
  const directoryWrite = new ResourceServerScope({
    scopeName: 'directory:write',
    scopeDescription: 'Load published data for any ICB',
  });
  const resourceServer = pool.addResourceServer('Api', {
    identifier: 'registry',
    scopes: [directoryWrite],
  });
  const machineClient = pool.addClient('MachineClient', {
    generateSecret: true,
    oAuth: {
      flows: { clientCredentials: true },
      scopes: [OAuthScope.resourceServer(resourceServer, directoryWrite)],
    },
    // A client must have a way for people to sign in; this one needs triggers that the pool does
    // not have.
    authFlows: { custom: true },
    writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }),
    accessTokenValidity: Duration.hours(1),
  });
  return { pool, peopleClient, machineClient };
}

/** Prefix of the hosted domain when none is given: the account's number makes it unique. */
export const defaultDomainPrefix = `resilience-registry-${Aws.ACCOUNT_ID}`;
