import { ACCOUNT, REGION } from '../account/account.ts';
import type { Court } from '../court/court.ts';
import type { QueueDefinition } from '../definitions/queue.ts';
import { parsePolicy } from '../policy/policy.ts';
import type { ResourcePolicy, RolePrincipal } from '../policy/policy.ts';

/** A service that sends on behalf of a resource, such as `events.amazonaws.com` for a rule. */
interface ServiceSender {
  kind: 'service';
  service: string;
  /** The value of `aws:SourceArn`. */
  sourceArn: string;
}

/** SQS's part of the law. */
export interface QueueLaw {
  /**
   * What the caller lacks for this act on this queue: the action itself (`queue`), the use of its
   * key (`key`), or nothing. The court keeps and logs a refusal.
   * @param action without its prefix, such as `SendMessage`
   */
  lacks(
    caller: RolePrincipal | ServiceSender,
    action: string,
    queue: QueueDefinition,
  ): 'queue' | 'key' | undefined;
}

/**
 * Uses of the key by action; the others touch no message. Source: SQS developer guide, "Key
 * management".
 */
const KEY_USES: Readonly<Record<string, readonly string[]>> = {
  SendMessage: ['kms:GenerateDataKey', 'kms:Decrypt'],
  ReceiveMessage: ['kms:Decrypt'],
};

const NO_POLICY = parsePolicy({ Version: '2012-10-17', Statement: [] }, 'no policy');

/** The law over queues. */
export function createQueueLaw(court: Court): QueueLaw {
  return {
    lacks(caller, action, { arn, policy, key }) {
      const { principal, context, keyContext } = askingAs(caller);
      const call = { action: `sqs:${action}`, resource: arn, principal, context };
      const own: ResourcePolicy = { kind: 'either', policy: policy ?? NO_POLICY };
      if (!court.judge(call, own).allowed) return 'queue';
      if (key === undefined) return undefined;
      const usable = (KEY_USES[action] ?? []).every((use) => {
        const asked = { action: use, resource: key.arn, principal, context: keyContext };
        return court.judge(asked, { kind: 'must', policy: key.policy }).allowed;
      });
      return usable ? undefined : 'key';
    },
  };
}

/**
 * Everything here goes over what would be TLS, so a policy that denies plain HTTP does not strike.
 */
function askingAs(caller: RolePrincipal | ServiceSender) {
  const secure = { 'aws:SecureTransport': 'true' };
  if (caller.kind === 'role') {
    const viaSqs = {
      'kms:ViaService': `sqs.${REGION}.amazonaws.com`,
      'kms:CallerAccount': caller.account,
    };
    return { principal: caller, context: secure, keyContext: viaSqs };
  }
  const { kind, service, sourceArn } = caller;
  const source = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': ACCOUNT };
  return { principal: { kind, service }, context: { ...secure, ...source }, keyContext: source };
}
