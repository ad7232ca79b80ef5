import { REGION, roleArnOf } from '../account/account.ts';
import { createClock } from '../clock/clock.ts';
import type { Clock } from '../clock/clock.ts';
import { createCourt } from '../court/court.ts';
import type { Court } from '../court/court.ts';
import type { Role } from '../definitions/role.ts';
import { createFaults } from '../faults/faults.ts';
import type { Faults } from '../faults/faults.ts';
import { createPrincipals } from '../principals/principals.ts';
import type { Credentials } from '../principals/principals.ts';
import { startEndpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';

/** An endpoint that has no service yet, and what a service stands on. */
export interface EndpointFixture {
  endpoint: Endpoint;
  principals: ReturnType<typeof createPrincipals>;
  court: Court;
  faults: Faults;
  clock: Clock;
  lines: readonly string[];
  log: (line: string) => void;
  /** What the SDK's own clients need to act as a function with that role. */
  as: (roleName: string) => ClientOptions;
}

/** Options of an SDK's client. */
interface ClientOptions {
  endpoint: string;
  region: string;
  credentials: Omit<Credentials, 'expiresAt'>;
  maxAttempts: number;
}

export async function startEndpointFixture(
  roles: readonly Role[],
  clock: Clock = createClock(),
): Promise<EndpointFixture> {
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const principals = createPrincipals(roles, clock);
  const endpoint = await startEndpoint({ principals, clock, log });
  return {
    endpoint,
    principals,
    court: createCourt(clock, log),
    faults: createFaults(),
    clock,
    lines,
    log,
    as: (roleName) => ({
      endpoint: endpoint.url,
      region: REGION,
      credentials: principals.issue(roleArnOf(roleName), 'test'),
      maxAttempts: 1,
    }),
  };
}

/** A policy document of these statements. */
export function documentOf(...statements: readonly object[]) {
  return { Version: '2012-10-17', Statement: statements };
}

/** A function's role that may do what these statements say. */
export function functionRole(name: string, ...statements: readonly object[]): Role {
  const trust = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const policies = [{ name: 'own', document: documentOf(...statements) }];
  return { arn: roleArnOf(name), name, trust, policies };
}
