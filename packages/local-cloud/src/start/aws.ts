import type { Clock } from '../clock/clock.ts';
import { createCourt } from '../court/court.ts';
import type { Court } from '../court/court.ts';
import type { Store } from '../dynamodb/store.ts';
import { startStore } from '../dynamodb/store.ts';
import { startEndpoint } from '../endpoint/endpoint.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { createFaults } from '../faults/faults.ts';
import type { Faults } from '../faults/faults.ts';
import { createLogGroups } from '../logs/log-groups.ts';
import type { LogGroups } from '../logs/log-groups.ts';
import { createSes } from '../mail/ses.ts';
import { createOutbox } from '../outbox/outbox.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { createPrincipals } from '../principals/principals.ts';
import type { Principals } from '../principals/principals.ts';
import { createQueueLaw } from '../queue/law.ts';
import type { QueueLaw } from '../queue/law.ts';
import { openQueues } from '../queue/queues.ts';
import type { Queues } from '../queue/queues.ts';
import { createSqs } from '../queue/sqs.ts';
import { createReceipts } from '../receipts/receipts.ts';
import type { ReceiptDesk } from '../receipts/receipts.ts';
import { createSts } from '../sts/sts.ts';
import type { Deployment } from '../template/deployment.ts';
import { createQueueDoor } from '../topic/queue-door.ts';
import { createSns } from '../topic/sns.ts';
import type { TextSettings } from '../topic/text-settings.ts';

/** AWS as it is here before any function runs: its services behind one endpoint, and the law. */
export interface Aws {
  endpoint: Endpoint;
  principals: Principals;
  court: Court;
  faults: Faults;
  store: Store;
  queues: Queues;
  queueLaw: QueueLaw;
  outbox: Outbox;
  receipts: ReceiptDesk;
  logGroups: LogGroups;
  textSettings: TextSettings;
  /** Resolves when no topic's delivery that a fault holds back is left. */
  settled: () => Promise<void>;
  stop(): Promise<void>;
}

interface AwsInput {
  deployment: Deployment;
  clock: Clock;
  /** Folder that holds the data; in memory when undefined. */
  dataDir: string | undefined;
  log: (line: string) => void;
}

/**
 * Starts the services that functions call. A new service is added here.
 * @throws Error when a policy cannot be read, when the store does not start, or when the store
 *   holds other tables than the template's
 */
export async function startAws({ deployment, clock, dataDir, log }: AwsInput): Promise<Aws> {
  const principals = createPrincipals(deployment.roles, clock);
  const court = createCourt(clock, log);
  const faults = createFaults();
  const queues = openQueues(deployment.queues, clock, dataDir, log);
  try {
    const { tables } = deployment;
    const store = await startStore({ tables, dataDir, court, faults, log });
    const endpoint = await startEndpoint({ principals, clock, log });
    const outbox = createOutbox(clock, dataDir);
    const queueLaw = createQueueLaw(court);
    const receipts = createReceipts(clock, log);
    const logGroups = createLogGroups(deployment.logGroups, clock, court);
    const ground = { receipts, principals, court, clock, outbox, faults, log };
    const { topics, subscriptions, mailIdentities: identities, configurationSets } = deployment;
    const put = createQueueDoor(queues, queueLaw, court);
    const { write: writeLog } = logGroups;
    const sns = createSns({ ...ground, topics, subscriptions, put, writeLog });
    const { publish, textSettings, settled } = sns;
    endpoint.add('dynamodb', store.service);
    endpoint.add('sts', createSts(principals, court, faults));
    endpoint.add('sqs', createSqs({ queues, law: queueLaw, faults }));
    endpoint.add('sns', sns.service);
    endpoint.add('ses', createSes({ ...ground, identities, configurationSets, publish }));
    const stop = async () => {
      receipts.stop();
      queues.stop();
      await endpoint.stop();
      await store.stop();
    };
    const means = { endpoint, principals, court, faults, store, outbox, receipts };
    return { ...means, queues, queueLaw, logGroups, textSettings, settled, stop };
  } catch (error) {
    queues.stop();
    throw error;
  }
}
