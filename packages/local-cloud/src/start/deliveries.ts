import type { Clock } from '../clock/clock.ts';
import type { Functions } from '../functions/functions.ts';
import { startLogSubscriptions } from '../logs/log-subscriptions.ts';
import type { Depth, Message } from '../queue/message.ts';
import { startQueueMapping } from '../queue/queue-mapping.ts';
import type { QueueMapping } from '../queue/queue-mapping.ts';
import type { Queue } from '../queue/queue.ts';
import type { Queues } from '../queue/queues.ts';
import { startSchedules } from '../schedule/schedules.ts';
import { startStreams } from '../streams/streams.ts';
import type { Deployment } from '../template/deployment.ts';
import type { Aws } from './aws.ts';

/** What starts functions by itself: streams, queues, logs and schedules. */
export interface Deliveries {
  /** Whether something is being delivered, or waits for nothing but its turn. */
  busy(): boolean;
  /** Resolves when every stream record there was is done with. */
  streamsDrained(): Promise<void>;
  stop(): void;
}

interface DeliveriesInput {
  deployment: Pick<Deployment, 'eventSources' | 'schedules' | 'logSubscriptions'>;
  aws: Aws;
  functions: Functions;
  clock: Clock;
  dataDir: string | undefined;
  log: (line: string) => void;
}

/**
 * Starts the mappings, subscription filters and schedules of the template. Throws an Error as they
 * do.
 */
export async function startDeliveries(input: DeliveriesInput): Promise<Deliveries> {
  const { deployment, aws, functions, clock, dataDir, log } = input;
  const { eventSources, schedules: rules, logSubscriptions } = deployment;
  const { store, faults, queues, queueLaw, court, receipts, logGroups: groups } = aws;
  const streams = await startStreams({
    definitions: eventSources.streams,
    forward: store.forward,
    functions,
    queues,
    queueLaw,
    court,
    clock,
    dataDir,
    log,
  });
  store.onWrite(streams.written);
  const mappings: QueueMapping[] = eventSources.queues.map((definition) => {
    const queue = queues.find(definition.queueArn);
    if (queue === undefined) throw new Error(`There is no queue ${definition.queueArn}.`);
    return startQueueMapping({ definition, queue, functions, law: queueLaw, faults, log });
  });
  const schedules = startSchedules({ definitions: rules, functions, clock, log });
  const logs = startLogSubscriptions({
    definitions: logSubscriptions,
    groups,
    functions,
    clock,
    log,
  });
  const moving = [receipts, logs, ...mappings];
  return {
    busy: () => functions.running() > 0 || moving.some((each) => each.busy()),
    streamsDrained: streams.drained,
    stop() {
      receipts.stop();
      schedules.stop();
      logs.stop();
      for (const mapping of mappings) mapping.stop();
      streams.stop();
    },
  };
}

/**
 * The queues, for tests to look into. A queue is found by its name or its logical id, which may
 * leave out CDK's hash where that is clear.
 */
export interface QueueView {
  /** Throws an Error for a queue that is not in the template. */
  depth(queue: string): Depth;
  /** Oldest first, hidden ones included. */
  messages(queue: string): readonly Message[];
}

/** A view of the queues. */
export function viewQueues(queues: Queues): QueueView {
  const find = (wanted: string): Queue => {
    const found = queues.all.filter(({ definition: { logicalId, name } }) =>
      [logicalId, logicalId.replace(/[0-9A-F]{8}$/, ''), name].includes(wanted),
    );
    const [queue, another] = found;
    if (queue !== undefined && another === undefined) return queue;
    throw new Error(`The template has ${found.length} queues "${wanted}": one would be right.`);
  };
  return {
    depth: (queue) => find(queue).depth(),
    messages: (queue) => find(queue).messages(),
  };
}
