import type { Topic } from '../definitions/topic.ts';
import type { FanOut } from './fan-out.ts';
import type { PublishingService, TopicLaw } from './law.ts';

/**
 * Publishes what a service has to tell. What the topic's policies do not let in is lost, with a
 * refusal on record, as on AWS.
 */
export type PublishToTopic = (sender: PublishingService, topicArn: string, message: string) => void;

/** Other services' way into the template's topics. */
export function createTopicDoor(
  topics: readonly Topic[],
  law: TopicLaw,
  fanOut: FanOut,
  log: (line: string) => void,
): PublishToTopic {
  return (sender, topicArn, message) => {
    const topic = topics.find(({ arn }) => arn === topicArn);
    if (topic !== undefined && law.lets(topic, sender)) {
      fanOut.publish(topicArn, { message, attributes: {} });
      return;
    }
    const why = topic === undefined ? 'there is no such topic' : 'its policies do not let it';
    log(`AN EVENT WAS LOST: ${sender.sourceArn} may not publish to ${topicArn}: ${why}.`);
  };
}
