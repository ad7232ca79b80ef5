import type { Policy } from '../policy/policy.ts';

/** A queue of the template with every reference resolved. Times are in seconds. */
export interface QueueDefinition {
  /** Name in the template. */
  logicalId: string;
  /** Physical name. */
  name: string;
  arn: string;
  visibilitySeconds: number;
  retentionSeconds: number;
  delaySeconds: number;
  deadLetter: { queueArn: string; maxReceiveCount: number } | undefined;
  /** Its resource policy, where the template attaches one. */
  policy: Policy | undefined;
  /**
   * The customer-managed key that encrypts it, with that key's policy; nothing for encryption that
   * SQS manages itself.
   */
  key: { arn: string; policy: Policy } | undefined;
}
