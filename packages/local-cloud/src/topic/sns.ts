import type { Court } from '../court/court.ts';
import type { Subscription, Topic } from '../definitions/topic.ts';
import type { Faults } from '../faults/faults.ts';
import { strike } from '../faults/strike.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import { queryAnswer, queryRefusal } from '../protocol/query.ts';
import { AwsError } from '../protocol/service.ts';
import type { Service } from '../protocol/service.ts';
import { createDeliveryStatus } from './delivery-status.ts';
import type { DeliveryStatusInput } from './delivery-status.ts';
import { createFanOut } from './fan-out.ts';
import type { PutIntoQueue } from './fan-out.ts';
import { unfold } from './form.ts';
import { createTopicLaw } from './law.ts';
import { prepareBatch, preparePublish } from './publish.ts';
import type { Act } from './publish.ts';
import { createTextSettings } from './text-settings.ts';
import type { TextSettings } from './text-settings.ts';
import { createTopicDoor } from './topic-door.ts';
import type { PublishToTopic } from './topic-door.ts';

/** SNS over the template's topics. */
export interface Sns {
  service: Service;
  /** The way in for other services. */
  publish: PublishToTopic;
  textSettings: TextSettings;
  /** Resolves when no delivery that a fault holds back is left. */
  settled: () => Promise<void>;
}

/** What SNS runs on. */
export interface SnsInput extends Omit<DeliveryStatusInput, 'settings'> {
  topics: readonly Topic[];
  subscriptions: readonly Subscription[];
  put: PutIntoQueue;
  outbox: Outbox;
  court: Court;
  faults: Faults;
}

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

const faultErrors = {
  throttle: new AwsError('Throttling', 'Rate exceeded'),
  fail: new AwsError('InternalError', 'An internal error occurred.', 500),
};

type Prepare = (form: unknown, caller: RolePrincipal) => Act;

/**
 * SNS over AWS Query. It publishes; topics and subscriptions are the template's, and no call makes
 * one.
 */
export function createSns(input: SnsInput): Sns {
  const { topics, court, faults, outbox } = input;
  const law = createTopicLaw(court);
  const fanOut = createFanOut(input);
  const topicOf = (arn: string): Topic => {
    const topic = topics.find((each) => each.arn === arn);
    if (topic === undefined) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return topic;
  };
  const textSettings = createTextSettings(court);
  const status = createDeliveryStatus({ ...input, settings: textSettings });
  const publishing = { topicOf, law, fanOut, outbox, faults, status, textSettings };
  const operations: Readonly<Record<string, Prepare>> = {
    Publish: (form, caller) => preparePublish(form, caller, publishing),
    PublishBatch: (form, caller) => prepareBatch(form, caller, publishing),
  };
  return {
    settled: fanOut.settled,
    service: serviceOf(operations, faults),
    publish: createTopicDoor(topics, law, fanOut, input.log),
    textSettings,
  };
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
