import * as z from 'zod';
import type { Clock } from '../clock/clock.ts';
import type { Court } from '../court/court.ts';
import { AwsError } from '../protocol/service.ts';
import type { Service } from '../protocol/service.ts';
import type { Faults } from '../faults/faults.ts';
import { strike } from '../faults/strike.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import { queryAnswer, queryRefusal } from '../protocol/query.ts';
import { ACCOUNT } from '../account/account.ts';
import type { Topic, SubscriptionDefinition } from '../definitions/topic.ts';
import { createFanOut } from './fan-out.ts';
import type { PutIntoQueue } from './fan-out.ts';
import { listOf, readInput, unfold } from './form.ts';
import { createTopicLaw } from './law.ts';
import type { TopicLaw } from './law.ts';
import { prepareBatch, preparePublish } from './publish.ts';
import type { Act } from './publish.ts';
import { createSubscriptions, SubscriptionAttributes } from './subscriptions.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';

/** SNS over the template's topics. */
export interface Sns {
  service: Service;
  /** Resolves when no delivery that a fault holds back is left. */
  settled: () => Promise<void>;
}

/** What SNS runs on. */
export interface SnsInput {
  topics: readonly Topic[];
  subscriptions: readonly SubscriptionDefinition[];
  put: PutIntoQueue;
  outbox: Outbox;
  court: Court;
  faults: Faults;
  clock: Clock;
  log: (line: string) => void;
}

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

const faultErrors = {
  throttle: new AwsError('Throttling', 'Rate exceeded'),
  fail: new AwsError('InternalError', 'An internal error occurred.', 500),
};

type Prepare = (form: unknown, caller: RolePrincipal) => Act;

/**
 * SNS over AWS Query: publishing, and subscriptions to topics of the template; topics are not made by call.
 * @throws AwsError InvalidParameter for a filter policy that SNS would refuse
 */
export function createSns(input: SnsInput): Sns {
  const { topics, court, faults, clock, outbox } = input;
  const law = createTopicLaw(court);
  const subscriptions = createSubscriptions(input.subscriptions, clock, outbox);
  const fanOut = createFanOut({ ...input, subscriptionsOf: subscriptions.of });
  const topicOf = (arn: string): Topic => {
    const topic = topics.find((each) => each.arn === arn);
    if (topic === undefined) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return topic;
  };
  const publishing = { topicOf, law, fanOut, outbox, faults };
  const operations: Readonly<Record<string, Prepare>> = {
    Publish: (form, caller) => preparePublish(form, caller, publishing),
    PublishBatch: (form, caller) => prepareBatch(form, caller, publishing),
    ...subscriberOperations(subscriptions, topicOf, law),
    ...topicOperations(subscriptions, topicOf, law),
  };
  return { settled: fanOut.settled, service: serviceOf(operations, faults) };
}

function serviceOf(operations: Readonly<Record<string, Prepare>>, faults: Faults): Service {
  const unknown = 'The security token included in the request is invalid.';
  const expired = 'The security token included in the request is expired';
  return {
    credentialErrors: {
      unknown: new AwsError('InvalidClientTokenId', unknown, 403),
      expired: new AwsError('ExpiredToken', expired, 403),
    },
    refuse: (error) => queryRefusal(NAMESPACE, error),
    answer({ body, principal }) {
      const form = new URLSearchParams(body.toString('utf8'));
      const operation = form.get('Action') ?? '';
      const prepare = operations[operation];
      if (prepare === undefined) {
        throw new AwsError('InvalidAction', `The local cloud's SNS does not know ${operation}.`);
      }
      const act = prepare(unfold(form), principal);
      return strike(faults.take('sns', operation, principal), faultErrors, () =>
        queryAnswer(operation, NAMESPACE, act()),
      );
    },
  };
}

const Subscribe = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.enum(['sqs', 'https', 'email']),
  Endpoint: z.string(),
  ReturnSubscriptionArn: z.enum(['true', 'false']).default('false'),
  Attributes: listOf(z.strictObject({ key: z.string(), value: z.string() }), 'entry').default([]),
});
const Confirm = z.strictObject({ TopicArn: z.string(), Token: z.string() });
const OneSubscription = z.strictObject({ SubscriptionArn: z.string() });
const ChangeSubscription = z.strictObject({
  SubscriptionArn: z.string(),
  AttributeName: z.string(),
  AttributeValue: z.string(),
});

const PENDING = 'pending confirmation';

function subscriberOperations(
  subscriptions: Subscriptions,
  topicOf: (arn: string) => Topic,
  law: TopicLaw,
): Record<string, Prepare> {
  return {
    Subscribe(form, caller) {
      const asked = readInput(Subscribe, form);
      const { TopicArn: topicArn, Protocol: protocol, Endpoint: endpoint } = asked;
      const context = { 'sns:Protocol': protocol, 'sns:Endpoint': endpoint };
      law.judgeCall('Subscribe', topicOf(topicArn), caller, context);
      const given = Object.fromEntries(asked.Attributes.map(({ key, value }) => [key, value]));
      const attributes = readInput(SubscriptionAttributes, given);
      return () => {
        const made = subscriptions.subscribe(
          { topicArn, protocol, endpoint, raw: false },
          attributes,
        );
        const named = made.pending === undefined || asked.ReturnSubscriptionArn === 'true';
        return { SubscriptionArn: named ? made.arn : PENDING };
      };
    },
    // Whoever holds the token may confirm: SNS asks no policy.
    ConfirmSubscription(form) {
      const { TopicArn, Token } = readInput(Confirm, form);
      const topic = topicOf(TopicArn);
      return () => ({ SubscriptionArn: subscriptions.confirm(topic.arn, Token).arn });
    },
    Unsubscribe(form, caller) {
      const { SubscriptionArn } = readInput(OneSubscription, form);
      law.judgeCall('Unsubscribe', undefined, caller);
      return () => {
        subscriptions.unsubscribe(SubscriptionArn);
        return {};
      };
    },
    SetSubscriptionAttributes(form, caller) {
      const { SubscriptionArn, AttributeName, AttributeValue } = readInput(
        ChangeSubscription,
        form,
      );
      const attributes = readInput(SubscriptionAttributes, { [AttributeName]: AttributeValue });
      law.judgeCall('SetSubscriptionAttributes', undefined, caller);
      return () => {
        subscriptions.change(SubscriptionArn, attributes);
        return {};
      };
    },
  };
}

const OneTopic = z.strictObject({ TopicArn: z.string() });
const ListSubscriptions = z.strictObject({
  TopicArn: z.string(),
  NextToken: z.string().regex(/^\d+$/).optional(),
});

/** A page of a list. Source: SNS API reference, ListSubscriptionsByTopic. */
const PAGE = 100;

function topicOperations(
  subscriptions: Subscriptions,
  topicOf: (arn: string) => Topic,
  law: TopicLaw,
): Record<string, Prepare> {
  return {
    ListSubscriptionsByTopic(form, caller) {
      const { TopicArn, NextToken = '0' } = readInput(ListSubscriptions, form);
      law.judgeCall('ListSubscriptionsByTopic', topicOf(TopicArn), caller);
      return () => {
        const all = subscriptions.of(TopicArn);
        const end = Number(NextToken) + PAGE;
        const member = all.slice(Number(NextToken), end).map(listed);
        const more = end < all.length ? { NextToken: String(end) } : {};
        return { Subscriptions: { member }, ...more };
      };
    },
    GetTopicAttributes(form, caller) {
      const topic = topicOf(readInput(OneTopic, form).TopicArn);
      law.judgeCall('GetTopicAttributes', topic, caller);
      return () => {
        const all = subscriptions.of(topic.arn);
        const pending = all.filter((each) => each.pending !== undefined).length;
        const attributes: Record<string, string> = {
          TopicArn: topic.arn,
          Owner: ACCOUNT,
          SubscriptionsConfirmed: String(all.length - pending),
          SubscriptionsPending: String(pending),
          ...(topic.key === undefined ? {} : { KmsMasterKeyId: topic.key.arn }),
        };
        const entry = Object.entries(attributes).map(([key, value]) => ({ key, value }));
        return { Attributes: { entry } };
      };
    },
  };
}

function listed({ arn, topicArn, protocol, endpoint, pending }: Subscription) {
  return {
    SubscriptionArn: pending === undefined ? arn : 'PendingConfirmation',
    Owner: ACCOUNT,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}
