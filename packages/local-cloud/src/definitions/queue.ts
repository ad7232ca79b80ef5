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
  /** How long ReceiveMessage waits when it does not say. */
  waitSeconds: number;
  /** Bytes of body and attributes together. */
  largestMessage: number;
  /** Order within message groups, and no copy of a message within five minutes. */
  fifo: boolean;
  /** Whether the body stands in for a deduplication id that was left out. */
  contentBasedDeduplication: boolean;
  deadLetter: { queueArn: string; maxReceiveCount: number } | undefined;
  /** Its resource policy, where the template attaches one. */
  policy: Policy | undefined;
  /** The customer-managed key that encrypts it, with that key's policy; nothing for encryption that SQS manages itself. */
  key: { arn: string; policy: Policy } | undefined;
}
