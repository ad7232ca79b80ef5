import type { RolePrincipal, ServicePrincipal } from './call.ts';
import type { Grantee } from './grantee.ts';

/**
 * How a statement takes hold of a caller: by naming it, or by naming its account, which may then
 * permit it.
 */
export type Hold = 'named' | 'account';

/**
 * How the list takes hold of the caller, the strongest way first; nothing when it does not speak of
 * it.
 */
export function holdOf(
  grantees: readonly Grantee[],
  caller: RolePrincipal | ServicePrincipal,
): Hold | undefined {
  const holds = grantees.map((grantee) => holdOne(grantee, caller));
  return holds.find((hold) => hold === 'named') ?? holds.find((hold) => hold === 'account');
}

function holdOne(grantee: Grantee, caller: RolePrincipal | ServicePrincipal): Hold | undefined {
  if (grantee.kind === 'everyone') return 'named';
  if (caller.kind === 'service') {
    return grantee.kind === 'service' && grantee.service === caller.service ? 'named' : undefined;
  }
  switch (grantee.kind) {
    case 'account':
      return grantee.account === caller.account ? 'account' : undefined;
    case 'role':
      return grantee.arn === caller.roleArn ? 'named' : undefined;
    case 'session':
      return grantee.arn === caller.sessionArn ? 'named' : undefined;
    case 'service':
      return undefined;
  }
}
