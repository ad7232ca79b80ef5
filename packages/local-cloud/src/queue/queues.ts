import type { Clock } from '../clock/clock.ts';
import type { QueueDefinition } from '../definitions/queue.ts';
import { openJournal } from './journal.ts';
import { createQueue } from './queue.ts';
import type { Queue } from './queue.ts';

/** The template's queues. */
export interface Queues {
  all: readonly Queue[];
  /** The queue with that ARN, physical name or URL. */
  find: (arnNameOrUrl: string) => Queue | undefined;
  stop(): void;
}

/**
 * The queues, holding what they held when the process last ended.
 * @param dataDir folder of `queues.jsonl`; in memory only when undefined
 */
export function openQueues(
  definitions: readonly QueueDefinition[],
  clock: Clock,
  dataDir: string | undefined,
  log: (line: string) => void,
): Queues {
  const { journal, kept } = openJournal(dataDir);
  const byArn = new Map<string, Queue>();
  for (const definition of definitions) {
    const deadLetters = (): Queue | undefined => byArn.get(definition.deadLetter?.queueArn ?? '');
    const own = kept.filter(({ queue }) => queue === definition.arn);
    const queue = createQueue(definition, { clock, journal, deadLetters });
    queue.restore(own.map(({ message }) => message));
    byArn.set(definition.arn, queue);
  }
  for (const { queue, message } of kept) {
    if (!byArn.has(queue)) log(`Message ${message.id} is lost: the template has no ${queue}.`);
  }
  const all = [...byArn.values()];
  const find = (wanted: string): Queue | undefined =>
    byArn.get(wanted) ?? all.find(({ definition }) => definition.name === wanted.split('/').at(-1));
  return {
    all,
    find,
    stop() {
      for (const queue of all) queue.stop();
      journal.close();
    },
  };
}
