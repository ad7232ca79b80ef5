import { ACCOUNT } from '../account/account.ts';
import type { Court } from '../court/court.ts';
import type { QueueLaw } from '../queue/law.ts';
import type { Queues } from '../queue/queues.ts';
import type { PutIntoQueue } from './fan-out.ts';

const SNS = 'sns.amazonaws.com';

/**
 * SNS's way into the template's queues: a queue's policy must let `sns.amazonaws.com` send for the
 * topic (`aws:SourceArn`), and the policy of an encrypted queue's key must let it use the key.
 */
export function createQueueDoor(queues: Queues, law: QueueLaw, court: Court): PutIntoQueue {
  return (topicArn, queueArn, { message: body, attributes, groupId }) => {
    const queue = queues.find(queueArn);
    if (queue === undefined) {
      const call = {
        action: 'sqs:SendMessage',
        resource: queueArn,
        principal: { kind: 'service', service: SNS } as const,
        context: { 'aws:SourceArn': topicArn, 'aws:SourceAccount': ACCOUNT },
      };
      court.refuse(call, 'no queue of the template has this ARN');
      return false;
    }
    const sender = { kind: 'service', service: SNS, sourceArn: topicArn } as const;
    if (law.lacks(sender, 'SendMessage', queue.definition) !== undefined) return false;
    queue.send({ body, attributes, senderId: SNS, groupId });
    return true;
  };
}
