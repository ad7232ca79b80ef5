import { createHash } from 'node:crypto';
import { REGION } from '../account/account.ts';
import type { QueueMappingDefinition } from '../definitions/queue-mapping.ts';
import type { Faults } from '../faults/faults.ts';
import { failuresOf } from '../functions/batch-failures.ts';
import type { Functions } from '../functions/functions.ts';
import type { QueueLaw } from './law.ts';
import type { MessageAttributes, Received } from './message.ts';
import type { Queue } from './queue.ts';
import { systemAttributes } from './system-attributes.ts';

/** Takes a queue's messages to a function until it is stopped. */
export interface QueueMapping {
  /** Whether a batch is under way, or a message waits for one. */
  busy(): boolean;
  stop(): void;
}

interface QueueMappingInput {
  definition: QueueMappingDefinition;
  queue: Queue;
  functions: Functions;
  law: QueueLaw;
  faults: Faults;
  log: (line: string) => void;
}

/** What Lambda's poller does in the name of the function's role. */
const NEEDED = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/**
 * Starts to take messages as soon as they are visible, in as many batches at once as the mapping
 * and the function allow. What a function does not finish stays hidden until its visibility timeout
 * has passed. A role that may not read the queue is a refusal on record, and the mapping does
 * nothing: AWS would not make it.
 */
export function startQueueMapping(input: QueueMappingInput): QueueMapping {
  const { definition, queue, functions, law, faults, log } = input;
  const { functionArn } = definition;
  const role = functions.principalOf(functionArn);
  const lacking = NEEDED.filter(
    (action) => law.lacks(role, action, queue.definition) !== undefined,
  );
  if (lacking.length > 0) {
    log(
      `${definition.logicalId} reads nothing: the role of ${functionArn} lacks ${lacking.join(', ')}.`,
    );
    return { busy: () => false, stop: () => undefined };
  }
  const most = Math.min(definition.concurrency, functions.concurrencyOf(functionArn));
  let underWay = 0;
  let stopped = false;

  const pump = (): void => {
    while (!stopped && underWay < most && queue.depth().visible > 0) {
      const fault = faults.take('sqs', 'ReceiveMessage');
      const copy = fault?.kind === 'duplicate' ? (fault.visibility ?? 'inside') : undefined;
      const { visibilitySeconds } = queue.definition;
      const batch = queue.receive(definition.batchSize, visibilitySeconds, copy);
      if (batch.length === 0) return;
      underWay += 1;
      void deliver(batch, input).finally(() => {
        underWay -= 1;
        pump();
      });
    }
  };
  const forget = queue.onVisible(pump);
  pump();
  return {
    busy: () => underWay > 0 || (!stopped && queue.depth().visible > 0),
    stop() {
      stopped = true;
      forget();
    },
  };
}

/** Runs the function on the batch and deletes what did not fail. */
async function deliver(
  batch: readonly Received[],
  { definition, queue, functions, log }: QueueMappingInput,
): Promise<void> {
  const { functionArn } = definition;
  try {
    const outcome = await functions.invoke(functionArn, eventOf(batch, queue));
    if (!outcome.ok) {
      const { errorType, errorMessage } = outcome.error;
      log(
        `${functionArn} failed on a batch of ${batch.length} from ${queue.definition.name}: ${errorType}: ${errorMessage}`,
      );
    }
    const ids = batch.map(({ message }) => message.id);
    const failed = failuresOf(outcome, ids, definition);
    if (failed === 'all') return;
    for (const { message, receipt } of batch) {
      if (!failed.includes(message.id)) queue.remove(receipt);
    }
  } catch (error) {
    log(`A batch of ${queue.definition.name} could not be delivered: ${String(error)}`);
  }
}

/** Source: Lambda developer guide, "Example Amazon SQS message event". */
function eventOf(batch: readonly Received[], { definition }: Queue): string {
  return JSON.stringify({
    Records: batch.map((received) => ({
      messageId: received.message.id,
      receiptHandle: received.receipt,
      body: received.message.body,
      attributes: systemAttributes(received),
      messageAttributes: inLambdaWords(received.message.attributes),
      md5OfBody: createHash('md5').update(received.message.body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: definition.arn,
      awsRegion: REGION,
    })),
  });
}

function inLambdaWords(attributes: MessageAttributes): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  );
}
