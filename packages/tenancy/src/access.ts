import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import type { OdsCode, Tenant } from '@registry/domain';
import type { Database } from '@registry/storage';
import { openDatabase } from '@registry/storage';

/**
 * What the template tells a function. A role is there only when the function may assume it.
 */
const Environment = z.object({
  TENANT_ROLE_ARN: z.string().optional(),
  PRACTICE_ROLE_ARN: z.string().optional(),
  NATIONAL_ROLE_ARN: z.string().optional(),
  DIRECTORY_ROLE_ARN: z.string().optional(),
  NATIONAL_ORG: z.string().default('X26'),
});

/** Sessions of one instance kept at once; each is one tenant or practice. */
const SESSIONS = 200;
/** AWS allows a role assumed from another role one hour at most (role chaining). */
const SESSION_SECONDS = 3600;

/**
 * Shared by all that one instance does, so that sessions and connections opened while it starts
 * serve its first request.
 */
const sts = new STSClient({});
const { requestHandler } = new DynamoDBClient({}).config;
const clients = new LRUCache<string, DynamoDBClient>({ max: SESSIONS });

/** Databases that reach exactly what a caller may, and nothing else. */
export interface Access {
  /** ODS code of the one organisation that is national. */
  nationalOrg: string;
  /** As the function itself: pointers at most. */
  own: Database;
  /** One ICB's data. */
  tenant: (tenant: Tenant) => Database;
  /** One practice's data within its ICB. */
  practice: (tenant: Tenant, practice: OdsCode) => Database;
  /** What NHS England reads of every ICB: no records, so no contacts. */
  national: () => Database;
  /** Published data of one ICB, and of the one that practices move from (itself when none do). */
  directory: (tenant: Tenant, from: Tenant) => Database;
}

/**
 * Access as the environment allows it, telling `onRead` the read units of each read: DynamoDB
 * clients with credentials of a role assumed with session tags, kept per tenant and practice. The
 * SDK shares one call among requests that wait for the same credentials, and renews them.
 */
export function createAccess(env: unknown, onRead: (units: number) => void): Access {
  const settings = Environment.parse(env);
  const over = (client: DynamoDBClient): Database => openDatabase(client, env, onRead);
  // Their roles allow BatchGetItem wherever they allow GetItem.
  const gathering = (client: DynamoDBClient): Database => ({ ...over(client), gathers: true });

  function assumed(roleArn: string | undefined, tags: Record<string, string>): DynamoDBClient {
    if (roleArn === undefined) throw new Error('This function may not assume that role');
    const key = JSON.stringify([roleArn, tags]);
    const known = clients.get(key);
    if (known) return known;
    const credentials = async () => assume(roleArn, tags);
    const client = new DynamoDBClient({ credentials, requestHandler });
    clients.set(key, client);
    return client;
  }

  return {
    nationalOrg: settings.NATIONAL_ORG,
    own: over(new DynamoDBClient({ requestHandler })),
    tenant: (tenant) => gathering(assumed(settings.TENANT_ROLE_ARN, { tenant })),
    practice: (tenant, practice) => over(assumed(settings.PRACTICE_ROLE_ARN, { tenant, practice })),
    national: () =>
      gathering(assumed(settings.NATIONAL_ROLE_ARN, { tenant: settings.NATIONAL_ORG })),
    directory: (tenant, from) => over(assumed(settings.DIRECTORY_ROLE_ARN, { tenant, from })),
  };
}

type Credentials = Awaited<ReturnType<Extract<DynamoDBClientConfig['credentials'], () => unknown>>>;

async function assume(roleArn: string, tags: Record<string, string>): Promise<Credentials> {
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: Object.values(tags).join('-'),
      DurationSeconds: SESSION_SECONDS,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  if (!given?.AccessKeyId || !given.SecretAccessKey) throw new Error('STS gave no credentials');
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    ...(given.SessionToken && { sessionToken: given.SessionToken }),
    ...(given.Expiration && { expiration: given.Expiration }),
  };
}
