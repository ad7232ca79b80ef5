import type { Call } from './call.ts';
import type { Facts } from './facts.ts';

/**
 * Keys that are lists by nature, even with one entry: only ForAllValues and ForAnyValue read them.
 */
const lists = new Set(['dynamodb:leadingkeys', 'dynamodb:attributes', 'aws:tagkeys']);

/**
 * The call's context with what the principal itself says: `aws:PrincipalArn` (the role's ARN, also
 * in a session), `aws:PrincipalAccount`, `aws:PrincipalTag/…` and `aws:PrincipalIsAWSService`. The
 * principal's keys are taken from the principal alone: a context cannot lend itself a tag. An empty
 * list is an absent key.
 */
export function gatherFacts(call: Call): Facts {
  const known = new Map<string, string | readonly string[]>();
  for (const [name, value] of Object.entries(call.context)) {
    const key = name.toLowerCase();
    if (key.startsWith('aws:principal')) continue;
    const values = lists.has(key) && typeof value === 'string' ? [value] : value;
    if (typeof values === 'string' || values.length > 0) known.set(key, values);
  }
  for (const [name, value] of principalFacts(call)) known.set(name.toLowerCase(), value);
  return {
    find: (key) => known.get(key),
    single: (key) => {
      const value = known.get(key.toLowerCase());
      return typeof value === 'string' ? value : undefined;
    },
  };
}

function principalFacts({ principal }: Call): [string, string][] {
  if (principal.kind === 'service') return [['aws:PrincipalIsAWSService', 'true']];
  const tags = Object.entries(principal.tags);
  return [
    ['aws:PrincipalIsAWSService', 'false'],
    ['aws:PrincipalArn', principal.roleArn],
    ['aws:PrincipalAccount', principal.account],
    ...tags.map(([tag, value]): [string, string] => [`aws:PrincipalTag/${tag}`, value]),
  ];
}
