import type { Clock } from '../clock/clock.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import type { Court } from '../court/court.ts';
import { createSes } from '../mail/ses.ts';
import { createOutbox } from '../outbox/outbox.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { QueueLaw } from '../queue/law.ts';
import type { Queues } from '../queue/queues.ts';
import type { Deployment } from '../template/deployment.ts';
import { createQueueDoor } from '../topic/queue-door.ts';
import { createSns } from '../topic/sns.ts';

/** What topics and mail run on. */
interface MessagingInput {
  deployment: Pick<Deployment, 'topics' | 'subscriptions' | 'mailIdentities'>;
  queues: Queues;
  queueLaw: QueueLaw;
  endpoint: Pick<Endpoint, 'add' | 'faults'>;
  court: Court;
  clock: Clock;
  /** Folder of the outbox; in memory when undefined. */
  dataDir: string | undefined;
  log: (line: string) => void;
}

/** What would have left this machine, and when all that is under way has arrived. */
export interface Messaging {
  outbox: Outbox;
  /** Resolves when no topic's delivery that a fault holds back is left. */
  settled: () => Promise<void>;
}

/** Lets the endpoint answer for SNS and SES. Throws AwsError for a filter policy that SNS would refuse. */
export function startMessaging(input: MessagingInput): Messaging {
  const { deployment, queues, queueLaw, endpoint, court, clock, log } = input;
  const { topics, subscriptions, mailIdentities: identities } = deployment;
  const { faults } = endpoint;
  const outbox = createOutbox(clock, input.dataDir);
  const put = createQueueDoor(queues, queueLaw, court);
  const { service, settled } = createSns({
    ...{ topics, subscriptions, put, outbox },
    ...{ court, faults, clock, log },
  });
  endpoint.add('sns', service);
  endpoint.add('ses', createSes({ identities, outbox, court, faults }));
  return { outbox, settled };
}
