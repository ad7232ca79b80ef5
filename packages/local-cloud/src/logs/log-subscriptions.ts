import { gzipSync } from 'node:zlib';
import { ACCOUNT } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { LogSubscription } from '../definitions/log-subscription.ts';
import { createAsynchronous } from '../functions/asynchronous.ts';
import type { Functions } from '../functions/functions.ts';
import type { LogEvent, LogGroups } from './log-groups.ts';

/** The template's subscription filters, running. */
export interface LogSubscriptions {
  /** Whether events wait for their batch. */
  busy(): boolean;
  stop(): void;
}

interface LogSubscriptionsInput {
  definitions: readonly LogSubscription[];
  groups: LogGroups;
  functions: Functions;
  clock: Clock;
  log: (line: string) => void;
}

/** Events that come within so many real milliseconds go to the function together. */
const GATHER_MS = 25;

/**
 * Hands what is written to log groups to functions, if their permissions let
 * `logs.amazonaws.com` for that group. A function that fails is tried twice more.
 */
export function startLogSubscriptions(input: LogSubscriptionsInput): LogSubscriptions {
  const { definitions, groups } = input;
  const asynchronous = createAsynchronous(input);
  let stopped = false;
  const gathering = new Map<LogSubscription, { events: LogEvent[]; timer: NodeJS.Timeout }>();

  const handOver = (definition: LogSubscription, stream: string): void => {
    const events = gathering.get(definition)?.events ?? [];
    gathering.delete(definition);
    const { functionArn, groupArn, groupName } = definition;
    const invoker = { service: 'logs.amazonaws.com', sourceArn: groupArn };
    const what = `A batch of ${events.length} from log group ${groupName}`;
    asynchronous.deliver(functionArn, eventOf(definition, stream, events), invoker, what);
  };

  groups.onEvent((groupName, stream, event) => {
    for (const definition of definitions) {
      if (stopped || definition.groupName !== groupName) continue;
      const batch = gathering.get(definition);
      if (batch !== undefined) {
        batch.events.push(event);
        continue;
      }
      const timer = setTimeout(() => {
        handOver(definition, stream);
      }, GATHER_MS).unref();
      gathering.set(definition, { events: [event], timer });
    }
  });
  return {
    busy: () => gathering.size > 0,
    stop() {
      stopped = true;
      for (const { timer } of gathering.values()) clearTimeout(timer);
      gathering.clear();
      asynchronous.stop();
    },
  };
}

/** Source: CloudWatch Logs user guide, "Subscription filters with AWS Lambda". */
function eventOf(
  { name, groupName }: LogSubscription,
  stream: string,
  events: readonly LogEvent[],
): string {
  const batch = {
    messageType: 'DATA_MESSAGE',
    owner: ACCOUNT,
    logGroup: groupName,
    logStream: stream,
    subscriptionFilters: [name],
    logEvents: events,
  };
  return JSON.stringify({
    awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') },
  });
}
