import type { Court } from '../court/court.ts';
import type { Table } from '../definitions/table.ts';
import type { Policy, RolePrincipal } from '../policy/policy.ts';
import { parsePolicy } from '../policy/policy.ts';
import { AwsError } from '../protocol/service.ts';
import type { Access } from './accesses.ts';

/** Actions that only read: their use of the key is to decrypt. Everything else also encrypts. */
const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'ConditionCheckItem']);

/** Whether an action changes nothing. */
export function isRead(action: string): boolean {
  return READS.has(action);
}

/**
 * The key policies of the tables that have a customer-managed key, parsed once. Throws
 * PolicyNotUnderstood.
 */
export function readKeyPolicies(tables: readonly Table[]): ReadonlyMap<string, Policy> {
  return new Map(
    tables.flatMap(({ keyArn, keyPolicy }) =>
      keyArn === undefined ? [] : [[keyArn, parsePolicy(keyPolicy, `key ${keyArn}`)] as const],
    ),
  );
}

/**
 * Throws AccessDeniedException unless the law gives the caller every access, with the condition
 * keys `dynamodb:LeadingKeys` (absent for a Scan) and `dynamodb:EnclosingOperation` (transactions
 * alone).
 *
 * An encrypted table also needs its key: DynamoDB uses it on the caller's behalf, so the caller
 * must be allowed `kms:Decrypt`, and to write `kms:GenerateDataKey` as well, with `kms:ViaService`
 * and `kms:CallerAccount`. AWS asks KMS on every call only in principle (DynamoDB keeps table keys
 * for five minutes); here it is every call.
 */
export function judge(
  operation: string,
  accesses: readonly Access[],
  principal: RolePrincipal,
  keyPolicies: ReadonlyMap<string, Policy>,
  court: Court,
): void {
  for (const { action, table, leadingKeys } of accesses) {
    const context = {
      ...(leadingKeys === undefined ? {} : { 'dynamodb:LeadingKeys': leadingKeys }),
      ...(operation.startsWith('Transact') ? { 'dynamodb:EnclosingOperation': operation } : {}),
    };
    const call = { action: `dynamodb:${action}`, resource: table.arn, principal, context };
    if (!court.judge(call, { kind: 'none' }).allowed) throw denied(principal, call);
    for (const use of keyUses(action, table, principal)) {
      const policy = keyPolicies.get(use.resource);
      if (policy === undefined) throw new Error(`Key ${use.resource} has no policy.`);
      if (!court.judge(use, { kind: 'must', policy }).allowed) throw denied(principal, use);
    }
  }
}

function keyUses(action: string, { arn, keyArn }: Table, principal: RolePrincipal) {
  if (keyArn === undefined) return [];
  const region = arn.split(':')[3] ?? '';
  const context = {
    'kms:ViaService': `dynamodb.${region}.amazonaws.com`,
    'kms:CallerAccount': principal.account,
  };
  const actions = isRead(action) ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'];
  return actions.map((use) => ({ action: use, resource: keyArn, principal, context }));
}

function denied(
  { sessionArn }: RolePrincipal,
  { action, resource }: { action: string; resource: string },
): AwsError {
  return new AwsError(
    'AccessDeniedException',
    `User: ${sessionArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}
