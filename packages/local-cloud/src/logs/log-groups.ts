import { randomUUID } from 'node:crypto';
import { arnOf } from '../account/account.ts';
import type { Clock } from '../clock/clock.ts';
import type { Court } from '../court/court.ts';
import type { RolePrincipal } from '../policy/policy.ts';

/** One event of a log group. */
export interface LogEvent {
  /** 56 digits, rising. */
  id: string;
  /** Milliseconds since 1970 by the cloud's clock. */
  timestamp: number;
  message: string;
}

/** Is told of each event, with the group and stream it was written to. */
type Listener = (groupName: string, stream: string, event: LogEvent) => void;

/**
 * Writes one event to a log group in the name of a role. False, with a refusal on record, when the
 * law forbids it.
 */
export type WriteToLog = (groupName: string, message: string, writer: RolePrincipal) => boolean;

/** The account's log groups. Events are not kept: whoever listens gets them. */
export interface LogGroups {
  write: WriteToLog;
  onEvent(listener: Listener): void;
}

/**
 * The template's log groups. A writer needs `logs:PutLogEvents`, for its first event
 * `logs:CreateLogStream` too, and for a group that is not in the template `logs:CreateLogGroup`
 * before that.
 */
export function createLogGroups(names: readonly string[], clock: Clock, court: Court): LogGroups {
  const groups = new Set(names);
  const streams = new Map<string, string>();
  const listeners = new Set<Listener>();
  let written = 0;

  function mayWrite(groupName: string, stream: string, principal: RolePrincipal): boolean {
    const judge = (action: string, part: string): boolean => {
      const resource = arnOf('logs', `log-group:${groupName}:log-stream:${part}`);
      const call = { action: `logs:${action}`, resource, principal, context: {} };
      return court.judge(call, { kind: 'none' }).allowed;
    };
    if (!groups.has(groupName) && !judge('CreateLogGroup', '')) return false;
    groups.add(groupName);
    if (!streams.has(groupName) && !judge('CreateLogStream', stream)) return false;
    streams.set(groupName, stream);
    return judge('PutLogEvents', stream);
  }

  return {
    onEvent: (listener) => void listeners.add(listener),
    write(groupName, message, writer) {
      const stream = streams.get(groupName) ?? randomUUID();
      if (!mayWrite(groupName, stream, writer)) return false;
      written += 1;
      const timestamp = clock.now();
      const id = `${timestamp}${String(written).padStart(43, '0')}`;
      for (const listener of listeners) listener(groupName, stream, { id, timestamp, message });
      return true;
    },
  };
}
