import * as z from 'zod';
import { parsePolicy } from '../policy/policy.ts';
import type { Topic, SubscriptionDefinition } from '../definitions/topic.ts';
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
const Flag = z.union([z.boolean(), z.stringbool()]);
const SubscriptionProperties = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.enum(['sqs', 'https', 'email']),
  Endpoint: z.string(),
  FilterPolicy: z.unknown().optional(),
  FilterPolicyScope: z.literal('MessageAttributes').optional(),
  RawMessageDelivery: Flag.default(false),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string() }).optional(),
});

/** Everyone of the account may use it through SNS, so the law has nothing to ask. */
const KEY_OF_AWS = 'alias/aws/sns';

/**
 * The template's topics, each with its policy and the key that encrypts it.
 * @throws Error for a property that would be ignored, PolicyNotUnderstood for a policy that the law cannot read
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

/** The template's subscriptions. Throws an Error for a property that would be ignored. */
export function subscriptionsOf(resources: readonly Resource[]): SubscriptionDefinition[] {
  return resources
    .filter(({ type }) => type === 'AWS::SNS::Subscription')
    .map((resource) => {
      const properties = readProperties(resource, SubscriptionProperties);
      const { FilterPolicy, RedrivePolicy: redrive } = properties;
      return {
        arn: `${properties.TopicArn}:${resource.ref}`,
        topicArn: properties.TopicArn,
        protocol: properties.Protocol,
        endpoint: properties.Endpoint,
        raw: properties.RawMessageDelivery,
        ...(FilterPolicy === undefined ? {} : { filterPolicy: FilterPolicy }),
        ...(redrive === undefined ? {} : { deadLetterArn: redrive.deadLetterTargetArn }),
      };
    });
}
