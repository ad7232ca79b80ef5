import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock/clock.ts';
import { AwsError } from '../protocol/service.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Protocol, SubscriptionDefinition } from '../definitions/topic.ts';
import { readAttributeFilter } from '../filter/filter.ts';
import type { AttributeFilter } from '../filter/filter.ts';

/** Someone who gets a topic's messages, or will once they have confirmed. */
export interface Subscription extends SubscriptionDefinition {
  accepts: AttributeFilter;
  /** What its holder must send back, and until when (milliseconds since 1970); nothing once confirmed. */
  pending: { token: string; until: number } | undefined;
}

/** The subscriptions there are. */
export interface Subscriptions {
  /** Subscribes, or finds the same endpoint's subscription. A queue needs no confirmation. */
  subscribe(
    asked: Omit<SubscriptionDefinition, 'arn'>,
    attributes?: SubscriptionAttributes,
  ): Subscription;
  /** Throws InvalidParameter for a token nobody waits for. */
  confirm(topicArn: string, token: string): Subscription;
  /** Throws NotFound. */
  change(arn: string, attributes: SubscriptionAttributes): void;
  /** Ends it; one that is not there is as good as ended. */
  unsubscribe(arn: string): void;
  of: (topicArn: string) => readonly Subscription[];
}

/** Attributes of a subscription as text, as SNS takes them. */
export const SubscriptionAttributes = z.strictObject({
  FilterPolicy: z.string().optional(),
  FilterPolicyScope: z.literal('MessageAttributes').optional(),
  RawMessageDelivery: z.enum(['true', 'false']).optional(),
});
/** Attributes of a subscription as text, as SNS takes them. */
export type SubscriptionAttributes = z.infer<typeof SubscriptionAttributes>;

/** A confirmation's token holds for two days. Source: SNS API reference, ConfirmSubscription. */
const CONFIRM_WITHIN_MS = 2 * 24 * 3_600_000;

/**
 * The template's subscriptions. Others may join while the cloud runs; those are forgotten when it stops.
 * @throws AwsError InvalidParameter for a filter policy that SNS would refuse
 */
export function createSubscriptions(
  given: readonly SubscriptionDefinition[],
  clock: Clock,
  outbox: Outbox,
): Subscriptions {
  const held = new Map<string, Subscription>();

  function add(definition: SubscriptionDefinition): Subscription {
    const { arn, protocol, filterPolicy } = definition;
    const pending =
      protocol === 'sqs'
        ? undefined
        : { token: randomBytes(32).toString('hex'), until: clock.now() + CONFIRM_WITHIN_MS };
    const subscription = { ...definition, accepts: parseFilter(filterPolicy ?? {}), pending };
    held.set(arn, subscription);
    if (pending !== undefined) outbox.add(confirmation(subscription, pending.token));
    return subscription;
  }

  for (const definition of given) add(definition);

  return {
    of: (topicArn) => [...held.values()].filter((each) => each.topicArn === topicArn),
    unsubscribe: (arn) => void held.delete(arn),
    subscribe(asked, attributes = {}) {
      const { topicArn, protocol, endpoint } = asked;
      checkEndpoint(protocol, endpoint);
      const same = [...held.values()].find(
        (each) =>
          each.topicArn === topicArn && each.protocol === protocol && each.endpoint === endpoint,
      );
      const arn = `${topicArn}:${randomUUID()}`;
      return same ?? add({ ...asked, ...readAttributes(attributes), arn });
    },
    confirm(topicArn, token) {
      const found = [...held.values()].find(
        (each) => each.topicArn === topicArn && each.pending?.token === token,
      );
      if (found?.pending === undefined || found.pending.until <= clock.now()) {
        throw invalid('Token');
      }
      found.pending = undefined;
      return found;
    },
    change(arn, attributes) {
      const found = held.get(arn);
      if (found === undefined) throw new AwsError('NotFound', 'Subscription does not exist', 404);
      const read = readAttributes(attributes);
      const accepts = 'filterPolicy' in read ? parseFilter(read.filterPolicy) : found.accepts;
      held.set(arn, { ...found, ...read, accepts });
    },
  };
}

/** A filter policy, refused as SNS does when it cannot be read. */
function parseFilter(policy: unknown): AttributeFilter {
  try {
    return readAttributeFilter(policy);
  } catch (error) {
    throw invalid(String(error));
  }
}

function readAttributes({
  FilterPolicy,
  RawMessageDelivery,
}: SubscriptionAttributes): Partial<Pick<SubscriptionDefinition, 'filterPolicy' | 'raw'>> {
  return {
    ...(FilterPolicy === undefined ? {} : { filterPolicy: parseJson(FilterPolicy) }),
    ...(RawMessageDelivery === undefined ? {} : { raw: RawMessageDelivery === 'true' }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('FilterPolicy: failed to parse JSON');
  }
}

const ENDPOINTS: Readonly<Record<Protocol, RegExp>> = {
  sqs: /^arn:aws:sqs:[\w-]+:\d{12}:[\w.-]+$/,
  https: /^https:\/\/[^\s/]+/,
  email: /^[^\s@]+@[^\s@]+$/,
};

function checkEndpoint(protocol: Protocol, endpoint: string): void {
  if (!ENDPOINTS[protocol].test(endpoint)) throw invalid(`${protocol} endpoint: ${endpoint}`);
}

function invalid(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
}

function confirmation({ topicArn, protocol, endpoint }: Subscription, token: string) {
  const message = `You have chosen to subscribe to the topic ${topicArn}. To confirm the subscription, call ConfirmSubscription with the token ${token}.`;
  if (protocol === 'email') {
    const subject = 'AWS Notification - Subscription Confirmation';
    return { channel: 'email', to: endpoint, subject, body: message } as const;
  }
  const envelope = { Type: 'SubscriptionConfirmation', TopicArn: topicArn, Token: token };
  const body = JSON.stringify({ ...envelope, Message: message });
  return { channel: 'https', to: endpoint, body } as const;
}
