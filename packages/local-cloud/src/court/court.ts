import type { Clock } from '../clock/clock.ts';
import { decide } from '../policy/policy.ts';
import type { Call, Decision, ResourcePolicy } from '../policy/policy.ts';

/** A call that the law denied, and why. */
export interface Refused {
  /** Milliseconds since 1970 by the cloud's clock. */
  at: number;
  /** ARN of the session, or name of the service, that asked. */
  caller: string;
  /** `dynamodb:GetItem` */
  action: string;
  /** ARN of what it asked for. */
  resource: string;
  /** The condition keys of the call, as leading keys and request tags. */
  context: Call['context'];
  /** The law's reason, in words. */
  reason: string;
}

/** Judges calls and remembers those it refuses. */
export interface Court {
  /** Gives the law's decision, and keeps and logs a refusal first. */
  judge(call: Call, resource: ResourcePolicy): Decision;
  /** Keeps and logs a refusal that needs no law, such as that of a thing which does not exist. */
  refuse(call: Call, reason: string): void;
  refusals: readonly Refused[];
}

/** The court forgets the oldest refusals past this many: a cloud left running must not grow. */
const REMEMBERED = 1000;

/** A court with an empty record. */
export function createCourt(clock: Clock, log: (line: string) => void): Court {
  const refusals: Refused[] = [];

  function refuse({ principal, action, resource, context }: Call, reason: string): void {
    const caller = principal.kind === 'role' ? principal.sessionArn : principal.service;
    refusals.push({ at: clock.now(), caller, action, resource, context, reason });
    if (refusals.length > REMEMBERED) refusals.shift();
    log(`refused ${action} on ${resource} to ${caller}: ${reason}`);
  }

  return {
    refusals,
    refuse,
    judge(call, resource) {
      const decision = decide(call, resource);
      if (!decision.allowed) refuse(call, decision.reason);
      return decision;
    },
  };
}
