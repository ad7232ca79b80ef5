import type { Call } from './call.ts';
import type { Facts } from './facts.ts';
import { gatherFacts } from './gather-facts.ts';
import { holdOf, type Hold } from './hold.ts';
import { PolicyNotUnderstood } from './not-understood.ts';
import { arnFits, fits } from './pattern.ts';
import type { Policy, Statement } from './statement.ts';

/** Whether a call is allowed, and why, in words for a log. */
export interface Decision {
  allowed: boolean;
  reason: string;
}

/**
 * How a resource's own policy takes part, as AWS does within one account. `none`: identity policies
 * alone. `either`: the identity or the resource allows (tables, topics, queues, functions). `must`:
 * the resource allows (a key's policy, a role's trust), either by naming the caller, or by naming
 * the caller's account while an identity policy allows too.
 */
export type ResourcePolicy =
  { kind: 'none' } | { kind: 'either'; policy: Policy } | { kind: 'must'; policy: Policy };

/** A statement that speaks of the caller, the action and the resource. */
interface Match {
  statement: Statement;
  hold: Hold;
  /** The first condition that does not hold; nothing when the statement applies. */
  failed: string | undefined;
}

/**
 * Judges one call as AWS does where caller and resource share an account. An explicit deny anywhere
 * wins. A service has no identity policies, so only the resource's policy counts. The law refuses
 * what nothing allows.
 * Source: IAM user guide, "Policy evaluation logic"; KMS developer guide, "Key policies".
 *
 * @throws PolicyNotUnderstood when an identity policy has a Principal or a resource's policy has
 *   none
 */
export function decide(call: Call, resource: ResourcePolicy): Decision {
  const facts = gatherFacts(call);
  const identity =
    call.principal.kind === 'role'
      ? call.principal.policies.flatMap((policy) => matches(policy, 'identity', call, facts))
      : [];
  const own = resource.kind === 'none' ? [] : matches(resource.policy, 'resource', call, facts);

  const denies = find([...identity, ...own], 'Deny');
  if (denies) return { allowed: false, reason: `${denies.statement.label} denies ${what(call)}` };

  const byIdentity = find(identity, 'Allow');
  const byResource = find(own, 'Allow', 'named');
  const byAccount = find(own, 'Allow', 'account');
  const sufficient = byResource ?? (resource.kind === 'must' ? undefined : byIdentity);
  if (sufficient) return { allowed: true, reason: `${sufficient.statement.label} allows it` };
  if (byAccount && byIdentity) {
    return {
      allowed: true,
      reason: `${byAccount.statement.label} leaves it to the account, and ${byIdentity.statement.label} allows it`,
    };
  }
  return { allowed: false, reason: refusal(call, resource, [...identity, ...own]) };
}

function find(among: readonly Match[], effect: Statement['effect'], hold?: Hold) {
  return among.find(
    (match) =>
      match.failed === undefined &&
      match.statement.effect === effect &&
      (hold === undefined || match.hold === hold),
  );
}

function matches(policy: Policy, side: 'identity' | 'resource', call: Call, facts: Facts): Match[] {
  return policy.statements.flatMap((statement) => {
    const hold = holdOn(statement, side, call);
    if (hold === undefined || !covers(statement, call, facts)) return [];
    const failed = statement.conditions.find((condition) => !condition.holds(facts))?.label;
    return [{ statement, hold, failed }];
  });
}

function holdOn(statement: Statement, side: 'identity' | 'resource', call: Call) {
  const { grantees, label } = statement;
  if (side === 'identity' && grantees === undefined) return 'named';
  if (side === 'resource' && grantees !== undefined) return holdOf(grantees, call.principal);
  throw new PolicyNotUnderstood(
    label,
    side === 'identity'
      ? 'an identity policy has no Principal.'
      : "a resource's policy needs a Principal.",
  );
}

function covers(statement: Statement, call: Call, facts: Facts): boolean {
  const action = call.action.toLowerCase();
  return (
    statement.actions.some((pattern) => fits(pattern, action, facts.single) === true) &&
    (statement.resources?.some(
      (pattern) => pattern === '*' || arnFits(pattern, call.resource, facts.single),
    ) ??
      true)
  );
}

/** What was asked, with the caller's tags and the call's keys, long lists cut. */
function what(call: Call): string {
  const tags = call.principal.kind === 'role' ? Object.entries(call.principal.tags) : [];
  const facts = [
    ...tags.map(([tag, value]) => `aws:PrincipalTag/${tag} = ${value}`),
    ...Object.entries(call.context).map(([key, value]) => `${key} = ${shown(value)}`),
  ];
  const given = facts.length === 0 ? '' : ` with ${facts.join(', ')}`;
  return `${call.action} on ${call.resource}${given}`;
}

function shown(value: string | readonly string[]): string {
  if (typeof value === 'string') return value;
  const more = value.length > 5 ? `, and ${value.length - 5} more` : '';
  return `[${value.slice(0, 5).join(', ')}${more}]`;
}

function refusal(call: Call, resource: ResourcePolicy, among: readonly Match[]): string {
  const identity = call.principal.kind === 'role' ? call.principal.policies : [];
  const policies = resource.kind === 'none' ? identity : [...identity, resource.policy];
  const names = policies.map(({ name }) => name).join(', ') || 'any policy';
  const near = among
    .filter(({ statement }) => statement.effect === 'Allow')
    .map(({ statement, failed }) =>
      failed === undefined
        ? `${statement.label} allows its part, which is not enough`
        : `${statement.label} would, but its condition ${failed} does not hold`,
    );
  return [`no statement of ${names} allows ${what(call)}`, ...near].join('; ');
}
