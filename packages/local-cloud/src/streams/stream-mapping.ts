import { setTimeout } from 'node:timers/promises';
import { REGION } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { StreamMappingDefinition } from '../definitions/stream-mapping.ts';
import { failuresOf } from '../functions/batch-failures.ts';
import type { Functions } from '../functions/functions.ts';
import type { Outcome } from '../functions/instance.ts';
import type { Checkpoints } from './checkpoints.ts';
import { nextStep } from './next-step.ts';
import type { StreamRecord, TableStream } from './table-stream.ts';

/** Takes a table's stream to a function until it is stopped. */
export interface StreamMapping {
  /** Looks for records now; resolves when every record that was there is done with. */
  pump(): Promise<void>;
  stop(): void;
}

/** A record and when it was first seen here, in milliseconds since 1970 by the cloud's clock. */
interface SeenRecord {
  record: StreamRecord;
  seenAt: number;
}

/** Records that are given up. */
export interface GivenUp {
  records: readonly SeenRecord[];
  because: string;
  tries: number;
  outcome: Outcome;
}

interface StreamMappingInput {
  definition: StreamMappingDefinition;
  stream: TableStream;
  functions: Functions;
  checkpoints: Checkpoints;
  clock: Clock;
  log: (line: string) => void;
  /** Tells the on-failure destination. */
  giveUp(given: GivenUp): void;
}

/** Real milliseconds before a try again: doubled each time, up to the longest. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;

/** A mapping that looks for records whenever it is pumped, one batch at a time, in order. */
export function createStreamMapping(input: StreamMappingInput): StreamMapping {
  const { definition, stream, checkpoints, clock } = input;
  const { logicalId, batchSize, passes } = definition;
  const begin = definition.from === 'LATEST' ? stream.newest : undefined;
  let position = checkpoints.find(logicalId, stream.engineArn) ?? begin;
  const stopping = new AbortController();
  let pumping: Promise<void> | undefined;
  let again = false;
  const reach = (record: StreamRecord): void => {
    position = record.dynamodb.SequenceNumber;
    checkpoints.set(logicalId, stream.engineArn, position);
  };
  /** Delivers what the stream has after the position; false when it had nothing. */
  const readOn = async (): Promise<boolean> => {
    const records = await stream.read(position);
    const last = records.at(-1);
    if (last === undefined) return false;
    const seenAt = clock.now();
    const passing = records.filter((record) => passes(record));
    for (let at = 0; at < passing.length; at += batchSize) {
      const batch = passing.slice(at, at + batchSize).map((record) => ({ record, seenAt }));
      await deliver(batch, input, reach, () => stopping.signal.aborted);
    }
    if (!stopping.signal.aborted) reach(last);
    return true;
  };
  const readAll = async (): Promise<void> => {
    while (again && !stopping.signal.aborted) {
      again = false;
      again = (await readOn()) || again;
    }
  };
  return {
    pump() {
      again = true;
      pumping ??= readAll().finally(() => {
        pumping = undefined;
      });
      return pumping;
    },
    stop() {
      stopping.abort();
    },
  };
}

/** Delivers a batch until each of its records is done or given up. */
async function deliver(
  batch: readonly SeenRecord[],
  input: StreamMappingInput,
  reach: (record: StreamRecord) => void,
  stopped: () => boolean,
): Promise<void> {
  let left = batch;
  for (let tries = 1; !stopped(); tries += 1) {
    const outcome = await run(left, input);
    // What ended because the cloud is stopping has not failed.
    if (stopped()) return;
    const step = stepAfter(left, outcome, tries, input);
    const reached = left[step.rest === 'give-up' ? left.length - 1 : step.done - 1];
    if (step.rest === 'give-up') {
      input.giveUp({ records: left.slice(step.done), because: step.because, tries, outcome });
    }
    if (reached !== undefined) reach(reached.record);
    if (step.rest === 'none' || step.rest === 'give-up') return;
    left = left.slice(step.done);
    if (step.rest === 'halve') {
      const middle = Math.ceil(left.length / 2);
      await deliver(left.slice(0, middle), input, reach, stopped);
      return deliver(left.slice(middle), input, reach, stopped);
    }
    if (step.done > 0) tries = 0;
    await setTimeout(Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS));
  }
}

function stepAfter(
  left: readonly SeenRecord[],
  outcome: Outcome,
  tries: number,
  { definition, clock }: StreamMappingInput,
) {
  const batch = left.map(({ record }) => record.dynamodb.SequenceNumber);
  const oldest = Math.min(...left.map(({ seenAt }) => seenAt));
  return nextStep({
    batch,
    tries,
    failed: failuresOf(outcome, batch, definition),
    retries: definition.retries,
    ageSeconds: (clock.now() - oldest) / 1000,
    oldestSeconds: definition.oldestSeconds,
    bisects: definition.bisects,
  });
}

async function run(
  batch: readonly SeenRecord[],
  { definition, functions, log }: StreamMappingInput,
): Promise<Outcome> {
  const { functionArn, tableName, streamArn } = definition;
  const Records = batch.map(({ record, seenAt }) => ({
    ...record,
    dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: Math.floor(seenAt / 1000) },
    awsRegion: REGION,
    eventSource: 'aws:dynamodb',
    eventSourceARN: streamArn,
  }));
  try {
    const outcome = await functions.invoke(functionArn, JSON.stringify({ Records }));
    if (!outcome.ok) {
      const { errorType, errorMessage } = outcome.error;
      log(
        `${functionArn} failed on ${batch.length} records of ${tableName}: ${errorType}: ${errorMessage}`,
      );
    }
    return outcome;
  } catch (error) {
    log(`Records of ${tableName} could not be delivered: ${String(error)}`);
    const errorMessage = String(error);
    return { ok: false, error: { errorType: 'Undeliverable', errorMessage, trace: [] } };
  }
}
