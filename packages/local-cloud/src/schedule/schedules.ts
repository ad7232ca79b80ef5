import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { ScheduleDefinition } from '../definitions/schedule.ts';
import { createAsynchronous } from '../functions/asynchronous.ts';
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
 * Starts every schedule. It fires first when its expression says next, by the cloud's clock. It
 * fires once for all that has become due when a test moves time, however far.
 */
export function startSchedules({ definitions, functions, clock, log }: SchedulesInput): Schedules {
  const { at, deliver, stop } = createAsynchronous({ functions, clock, log });
  for (const { nextAfter, functionArn, ruleArn, logicalId, input } of definitions) {
    const invoker = { service: 'events.amazonaws.com', sourceArn: ruleArn };
    const fire = (): void => {
      at(nextAfter(clock.now()), fire);
      const event = input ?? JSON.stringify(eventOf(ruleArn, clock.now()));
      deliver(functionArn, event, invoker, `The event of ${logicalId}`);
    };
    at(nextAfter(clock.now()), fire);
  }
  return { stop };
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
