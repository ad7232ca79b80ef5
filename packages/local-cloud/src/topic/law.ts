import { ACCOUNT, REGION } from '../account/account.ts';
import type { Court } from '../court/court.ts';
import type { Topic } from '../definitions/topic.ts';
import { parsePolicy } from '../policy/policy.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import { AwsError } from '../protocol/service.ts';

/**
 * What a text to a telephone number acts on. AWS gives it no ARN, so `*` alone allows it and no ARN
 * pattern, `arn:aws:sns:*:*:*` included, denies it: so a role may send texts and publish to no
 * topic.
 */
const PHONE_NUMBER = 'phone-number';

/** A service that publishes on behalf of a resource, such as SES for a configuration set. */
export interface PublishingService {
  /** Such as `ses.amazonaws.com`. */
  service: string;
  /** The value of `aws:SourceArn`. */
  sourceArn: string;
}

/** SNS's part of the law. */
export interface TopicLaw {
  /** Throws AuthorizationError, or KMSAccessDenied for the use of an encrypted topic's key. */
  judgePublish(topic: Topic, principal: RolePrincipal): void;
  /**
   * Whether the topic's policy, and that of its key, let the service publish. The court keeps and
   * logs a refusal.
   */
  lets(topic: Topic, sender: PublishingService): boolean;
  /** Throws AuthorizationError unless the caller may send texts. */
  judgeText(principal: RolePrincipal): void;
}

const KEY_USES = ['kms:GenerateDataKey', 'kms:Decrypt'];

const NOTHING = parsePolicy({ Version: '2012-10-17', Statement: [] }, 'no resource policy');

/** The law over the template's topics. */
export function createTopicLaw(court: Court): TopicLaw {
  return {
    judgePublish(topic, principal) {
      const call = { action: 'sns:Publish', resource: topic.arn, principal, context: {} };
      if (!court.judge(call, { kind: 'either', policy: topic.policy ?? NOTHING }).allowed) {
        throw denied(principal, topic.arn);
      }
      const { key } = topic;
      if (key === undefined) return;
      const context = {
        'kms:ViaService': `sns.${REGION}.amazonaws.com`,
        'kms:CallerAccount': principal.account,
      };
      for (const action of KEY_USES) {
        const use = { action, resource: key.arn, principal, context };
        if (court.judge(use, { kind: 'must', policy: key.policy }).allowed) continue;
        throw new AwsError(
          'KMSAccessDenied',
          `User: ${principal.sessionArn} is not authorized to perform: ${action} on resource: ${key.arn}`,
        );
      }
    },
    lets({ arn, policy, key }, { service, sourceArn }) {
      const principal = { kind: 'service', service } as const;
      const source = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': ACCOUNT };
      const context = { ...source, 'aws:SecureTransport': 'true' };
      const call = { action: 'sns:Publish', resource: arn, principal, context };
      if (!court.judge(call, { kind: 'either', policy: policy ?? NOTHING }).allowed) return false;
      return (
        key === undefined ||
        KEY_USES.every((action) => {
          const use = { action, resource: key.arn, principal, context: source };
          return court.judge(use, { kind: 'must', policy: key.policy }).allowed;
        })
      );
    },
    judgeText(principal) {
      const call = { action: 'sns:Publish', resource: PHONE_NUMBER, principal, context: {} };
      if (!court.judge(call, { kind: 'none' }).allowed) {
        throw denied(principal, PHONE_NUMBER);
      }
    },
  };
}

function denied({ sessionArn }: RolePrincipal, resource: string): AwsError {
  return new AwsError(
    'AuthorizationError',
    `User: ${sessionArn} is not authorized to perform: SNS:Publish on resource: ${resource} because no identity-based policy allows the SNS:Publish action`,
    403,
  );
}
