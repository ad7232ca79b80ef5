import * as z from 'zod';
import type { Subscription, Topic } from '../definitions/topic.ts';
import { readAttributeFilter } from '../filter/filter.ts';
import { parsePolicy } from '../policy/policy.ts';
import { keyOf, readProperties } from './read-properties.ts';
import type { Resource } from './resolve.ts';

const TopicProperties = z.strictObject({
  TopicName: z.string().optional(),
  DisplayName: z.string().optional(),
  KmsMasterKeyId: z.string().optional(),
  Tags: z.unknown().optional(),
});
const TopicPolicyProperties = z.strictObject({
  Topics: z.array(z.string()),
  PolicyDocument: z.unknown(),
});
const Raw = z.union([z.literal(true), z.literal('true')], {
  error: 'must be true: the local cloud delivers messages as they were published',
});
const SubscriptionProperties = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.literal('sqs'),
  Endpoint: z.string(),
  FilterPolicy: z.unknown().optional(),
  FilterPolicyScope: z.literal('MessageAttributes').optional(),
  RawMessageDelivery: Raw,
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string() }).optional(),
});

/** Everyone in the account may use this key through SNS, so the law has nothing to ask. */
const KEY_OF_AWS = 'alias/aws/sns';

/**
 * The template's topics, each with its policy and the key that encrypts it.
 * @throws Error for a property that would be ignored, PolicyNotUnderstood for a policy that the law
 *   cannot read
 */
export function topicsOf(resources: readonly Resource[]): Topic[] {
  const policies = resources
    .filter(({ type }) => type === 'AWS::SNS::TopicPolicy')
    .map((resource) => readProperties(resource, TopicPolicyProperties));
  return resources
    .filter(({ type }) => type === 'AWS::SNS::Topic')
    .map((resource) => {
      const { KmsMasterKeyId: keyId } = readProperties(resource, TopicProperties);
      const arn = resource.ref;
      const attached = policies.find(({ Topics }) => Topics.includes(arn));
      return {
        arn,
        policy: attached && parsePolicy(attached.PolicyDocument, `policy of ${resource.logicalId}`),
        key:
          keyId === undefined || keyId === KEY_OF_AWS
            ? undefined
            : keyOf(resource, keyId, resources),
      };
    });
}

/**
 * The template's subscriptions.
 * @throws Error for a property that would be ignored, a subscriber that is no queue, and a filter
 *   policy that SNS would refuse or the local cloud does not know
 */
export function subscriptionsOf(resources: readonly Resource[]): Subscription[] {
  return resources
    .filter(({ type }) => type === 'AWS::SNS::Subscription')
    .map((resource) => {
      const properties = readProperties(resource, SubscriptionProperties);
      const { FilterPolicy = {}, RedrivePolicy: redrive } = properties;
      return {
        topicArn: properties.TopicArn,
        queueArn: properties.Endpoint,
        accepts: readAttributeFilter(FilterPolicy),
        ...(redrive && { deadLetterArn: redrive.deadLetterTargetArn }),
      };
    });
}
