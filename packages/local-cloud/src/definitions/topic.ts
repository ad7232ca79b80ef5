import type { AttributeFilter } from '../filter/filter.ts';
import type { Policy } from '../policy/policy.ts';

/** A topic of the template. */
export interface Topic {
  arn: string;
  /** Its resource policy, where the template attaches one. */
  policy: Policy | undefined;
  /** The customer-managed key that encrypts it, with that key's policy. */
  key: { arn: string; policy: Policy } | undefined;
}

/** A queue that gets a topic's messages as they were published, without JSON around them. */
export interface Subscription {
  topicArn: string;
  queueArn: string;
  /** Whether the queue gets a message with these attributes. */
  accepts: AttributeFilter;
  /** ARN of the queue that takes undeliverable messages; they are lost when left out. */
  deadLetterArn?: string;
}
