import type { Court } from '../court/court.ts';
import type { Faults } from '../faults/faults.ts';
import { strike } from '../faults/strike.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import { roleId } from '../principals/principals.ts';
import type { Principals } from '../principals/principals.ts';
import { queryAnswer, queryRefusal } from '../protocol/query.ts';
import { AwsError } from '../protocol/service.ts';
import type { Answer, Service } from '../protocol/service.ts';
import { readAssumeRole } from './assume-role-input.ts';
import type { AssumeRoleInput } from './assume-role-input.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/**
 * Every caller here is a role's session, so every AssumeRole is chaining, which AWS holds to one
 * hour.
 */
const CHAINED_SECONDS = 3600;

const faultErrors = {
  throttle: new AwsError('Throttling', 'Rate exceeded'),
  fail: new AwsError('InternalFailure', 'An internal error occurred.', 500),
};

/** STS over AWS Query: AssumeRole with session tags. */
export function createSts(principals: Principals, court: Court, faults: Faults): Service {
  return {
    credentialErrors: {
      unknown: new AwsError(
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
        403,
      ),
      expired: new AwsError(
        'ExpiredToken',
        'The security token included in the request is expired',
        403,
      ),
    },
    refuse: (error) => queryRefusal(NAMESPACE, error),
    async answer({ body, principal }) {
      const form = new URLSearchParams(body.toString('utf8'));
      const operation = form.get('Action') ?? '';
      if (operation !== 'AssumeRole') {
        throw new AwsError('InvalidAction', `The local cloud's STS does not know ${operation}.`);
      }
      const input = readAssumeRole(form);
      allow(input, principal, principals, court);
      return strike(faults.take('sts', operation, principal), faultErrors, () =>
        assumeRole(input, principal, principals),
      );
    },
  };
}

/**
 * Throws AccessDenied unless the caller's policies and the role's trust allow the session and its
 * tags.
 */
function allow(
  { roleArn, sessionName, seconds, tags }: AssumeRoleInput,
  principal: RolePrincipal,
  principals: Principals,
  court: Court,
): void {
  const target = principals.role(roleArn);
  const tagged = Object.keys(tags).length > 0;
  const context: Record<string, string | readonly string[]> = {
    'sts:RoleSessionName': sessionName,
    ...(tagged ? { 'aws:TagKeys': Object.keys(tags) } : {}),
  };
  for (const [key, value] of Object.entries(tags)) context[`aws:RequestTag/${key}`] = value;
  for (const action of tagged ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole']) {
    const call = { action, resource: roleArn, principal, context };
    if (target === undefined) court.refuse(call, 'no role of the template has this ARN');
    else if (court.judge(call, { kind: 'must', policy: target.trust }).allowed) continue;
    // AWS does not tell a role that does not exist from one that may not be assumed.
    throw new AwsError(
      'AccessDenied',
      `User: ${principal.sessionArn} is not authorized to perform: ${action} on resource: ${roleArn}`,
      403,
    );
  }
  if (seconds > CHAINED_SECONDS) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
}

function assumeRole(input: AssumeRoleInput, by: RolePrincipal, principals: Principals): Answer {
  const { credentials, principal } = principals.assume({ ...input, by });
  return queryAnswer('AssumeRole', NAMESPACE, {
    AssumedRoleUser: {
      AssumedRoleId: `${roleId(input.roleArn)}:${input.sessionName}`,
      Arn: principal.sessionArn,
    },
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: new Date(credentials.expiresAt).toISOString(),
    },
  });
}
