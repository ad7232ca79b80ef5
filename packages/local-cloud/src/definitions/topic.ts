import type { Policy } from '../policy/policy.ts';

/** A topic of the template. */
export interface Topic {
  arn: string;
  /** Its resource policy, where the template attaches one. */
  policy: Policy | undefined;
  /** The customer-managed key that encrypts it, with that key's policy. */
  key: { arn: string; policy: Policy } | undefined;
}

/** How a subscriber is reached. */
export type Protocol = 'sqs' | 'https' | 'email';

/** A subscription as it is asked for, by the template or by a caller. */
export interface SubscriptionDefinition {
  arn: string;
  topicArn: string;
  protocol: Protocol;
  /** ARN of a queue, an https address or an email address. */
  endpoint: string;
  /** On message attributes; every message when left out. */
  filterPolicy?: unknown;
  /** True for the message alone, false for AWS's JSON around it. */
  raw: boolean;
  /** ARN of the queue that takes what may not be delivered; such messages are lost when left out. */
  deadLetterArn?: string;
}
