import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { Role } from '../definitions/role.ts';
import { parsePolicy } from '../policy/policy.ts';
import type { Policy, RolePrincipal } from '../policy/policy.ts';

/** What a caller signs with. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Milliseconds since 1970 by the cloud's clock. */
  expiresAt: number;
}

/** A role with its policies parsed. */
interface KnownRole {
  role: Role;
  trust: Policy;
  policies: readonly Policy[];
  maxSessionSeconds: number;
}

/** What assuming a role takes, once the law has allowed it. */
interface Assumption {
  roleArn: string;
  sessionName: string;
  seconds: number;
  tags: Readonly<Record<string, string>>;
  /** The session that assumes the role; left out when a service begins the first of a chain. */
  by?: RolePrincipal;
}

/** A session just begun: its credentials and who its holder now is. */
interface Session {
  credentials: Credentials;
  principal: RolePrincipal;
}

/** Who holds which credentials. */
export interface Principals {
  /**
   * Untagged credentials of a function's own role, for its longest session. Throws when no role has
   * that ARN.
   */
  issue(roleArn: string, sessionName: string): Credentials;
  /** Begins a session without asking the law: STS asks first. Throws when no role has that ARN. */
  assume(assumption: Assumption): Session;
  /** The role with that ARN. */
  role(arn: string): KnownRole | undefined;
  /** The caller with these credentials. */
  find(
    accessKeyId: string,
    sessionToken: string | undefined,
  ): RolePrincipal | 'unknown' | 'expired';
}

const HOUR = 3600;

/**
 * The template's roles and no sessions yet. Throws PolicyNotUnderstood for a policy that the law
 * cannot read.
 */
export function createPrincipals(roles: readonly Role[], clock: Clock): Principals {
  const known = new Map(roles.map((role) => [role.arn, understand(role)]));
  const sessions = new Map<string, Session>();

  function assume({ roleArn, sessionName, seconds, tags, by }: Assumption): Session {
    const found = known.get(roleArn);
    if (found === undefined) throw new Error(`No role of the template has the ARN ${roleArn}.`);
    forgetExpired(sessions, clock.now());
    const session = begin(found, sessionName, clock.now() + seconds * 1000, tags, by);
    sessions.set(session.credentials.accessKeyId, session);
    return session;
  }

  return {
    assume,
    role: (arn) => known.get(arn),
    issue(roleArn, sessionName) {
      const seconds = known.get(roleArn)?.maxSessionSeconds ?? HOUR;
      return assume({ roleArn, sessionName, seconds, tags: {} }).credentials;
    },
    find(accessKeyId, sessionToken) {
      const session = sessions.get(accessKeyId);
      if (session?.credentials.sessionToken !== sessionToken || session === undefined) {
        return 'unknown';
      }
      return session.credentials.expiresAt <= clock.now() ? 'expired' : session.principal;
    },
  };
}

/** The unique id IAM gives a role, `AROA…`; here the same for the same ARN. */
export function roleId(roleArn: string): string {
  return `AROA${createHash('sha256').update(roleArn).digest('hex').slice(0, 16).toUpperCase()}`;
}

function understand(role: Role): KnownRole {
  return {
    role,
    trust: parsePolicy(role.trust, `trust of ${role.name}`),
    policies: role.policies.map(({ name, document }) => parsePolicy(document, name)),
    maxSessionSeconds: role.maxSessionSeconds ?? HOUR,
  };
}

function begin(
  { role, policies }: KnownRole,
  sessionName: string,
  expiresAt: number,
  tags: Readonly<Record<string, string>>,
  by: RolePrincipal | undefined,
): Session {
  const account = role.arn.split(':')[4] ?? '';
  const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
  return {
    credentials: {
      accessKeyId,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomUUID(),
      expiresAt,
    },
    principal: {
      kind: 'role',
      roleArn: role.arn,
      sessionArn: `arn:aws:sts::${account}:assumed-role/${role.name}/${sessionName}`,
      account,
      tags,
      policies,
      origin: by?.origin ?? accessKeyId,
    },
  };
}

/** Sessions stay a day past their end, so that late callers hear "expired" and not "unknown". */
function forgetExpired(sessions: Map<string, Session>, now: number): void {
  for (const [key, { credentials }] of sessions) {
    if (credentials.expiresAt + 24 * HOUR * 1000 > now) return;
    sessions.delete(key);
  }
}
