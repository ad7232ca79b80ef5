import { createAlarm } from '../clock/alarm.ts';
import type { Alarm } from '../clock/alarm.ts';
import type { Clock } from '../clock/clock.ts';
import type { Functions, Invoker } from './functions.ts';

/** Events that nobody waits for: Lambda queues them and tries again by itself. */
export interface Asynchronous {
  /**
   * Delivers an event as that service would, and again a minute and then two minutes later by the
   * cloud's clock while the function fails. What its permissions forbid is dropped at once.
   * @param event the event as JSON
   * @param what the event for people, such as `The event of Nightly`
   */
  deliver: (functionArn: string, event: string, invoker: Invoker, what: string) => void;
  /** Does something at that time, milliseconds since 1970 by the cloud's clock. */
  at: (ms: number, act: () => void) => void;
  stop: () => void;
}

interface AsynchronousInput {
  functions: Functions;
  clock: Clock;
  log: (line: string) => void;
}

/**
 * When an asynchronous event that failed is tried again. Source: Lambda developer guide,
 * "Asynchronous invocation".
 */
const RETRIES_MS = [60_000, 120_000];

/** No events yet. */
export function createAsynchronous({ functions, clock, log }: AsynchronousInput): Asynchronous {
  const alarms = new Set<Alarm>();
  let stopped = false;

  function at(ms: number, act: () => void): void {
    if (stopped) return;
    const alarm = createAlarm(clock, () => {
      alarms.delete(alarm);
      alarm.stop();
      act();
    });
    alarms.add(alarm);
    alarm.at(ms);
  }

  return {
    at,
    deliver(functionArn, event, invoker, what) {
      const attempt = async (retries: readonly number[]): Promise<void> => {
        try {
          const outcome = await functions.deliver(functionArn, event, invoker);
          if (outcome === 'refused' || outcome.ok) return;
          const { errorType, errorMessage } = outcome.error;
          log(`${what} failed in ${functionArn}: ${errorType}: ${errorMessage}`);
        } catch (error) {
          log(`${what} could not be delivered: ${String(error)}`);
        }
        const [pause, ...later] = retries;
        if (pause === undefined) log(`${what} was dropped after ${RETRIES_MS.length + 1} tries.`);
        else at(clock.now() + pause, () => void attempt(later));
      };
      void attempt(RETRIES_MS);
    },
    stop() {
      stopped = true;
      for (const alarm of alarms) alarm.stop();
    },
  };
}
