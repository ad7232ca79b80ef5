import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../account/account.ts';
import { createAlarm } from '../clock/alarm.ts';
import type { Alarm } from '../clock/alarm.ts';
import type { Clock } from '../clock/clock.ts';
import type { ScheduleDefinition } from '../definitions/schedule.ts';
import type { Functions } from '../functions/functions.ts';

/** The template's schedules, running. */
export interface Schedules {
  stop(): void;
}

interface SchedulesInput {
  definitions: readonly ScheduleDefinition[];
  functions: Functions;
  clock: Clock;
  log: (line: string) => void;
}

/**
 * When an asynchronous event that failed is tried again. Source: Lambda developer guide,
 * "Asynchronous invocation".
 */
const RETRIES_MS = [60_000, 120_000];

/**
 * Starts every schedule. It fires first when its expression says next, by the cloud's clock. It
 * fires once for all that has become due when a test moves time, however far.
 */
export function startSchedules(input: SchedulesInput): Schedules {
  const alarms = new Set<Alarm>();
  const at = (ms: number, act: () => void): void => {
    const alarm = createAlarm(input.clock, () => {
      alarms.delete(alarm);
      alarm.stop();
      act();
    });
    alarms.add(alarm);
    alarm.at(ms);
  };
  for (const definition of input.definitions) {
    const fire = (): void => {
      at(definition.nextAfter(input.clock.now()), fire);
      void deliver(definition, input, at);
    };
    at(definition.nextAfter(input.clock.now()), fire);
  }
  return {
    stop() {
      for (const alarm of alarms) alarm.stop();
    },
  };
}

/**
 * Delivers one event if the function's permissions let the rule, and tries again when the function
 * fails.
 */
async function deliver(
  definition: ScheduleDefinition,
  { functions, clock, log }: SchedulesInput,
  at: (ms: number, act: () => void) => void,
): Promise<void> {
  const { functionArn, ruleArn, logicalId } = definition;
  const event = definition.input ?? JSON.stringify(eventOf(ruleArn, clock.now()));
  const attempt = async (retries: readonly number[]): Promise<void> => {
    try {
      const invoker = { service: 'events.amazonaws.com', sourceArn: ruleArn };
      const outcome = await functions.deliver(functionArn, event, invoker);
      if (outcome === 'refused' || outcome.ok) return;
      const { errorType, errorMessage } = outcome.error;
      log(`${functionArn} failed on its schedule: ${errorType}: ${errorMessage}`);
    } catch (error) {
      log(`The event of ${logicalId} could not be delivered: ${String(error)}`);
    }
    const [pause, ...later] = retries;
    if (pause !== undefined) at(clock.now() + pause, () => void attempt(later));
  };
  await attempt(RETRIES_MS);
}

/** Source: EventBridge user guide, "Scheduled event". */
function eventOf(ruleArn: string, now: number): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT,
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: [ruleArn],
    detail: {},
  };
}
