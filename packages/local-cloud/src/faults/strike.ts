import { setTimeout } from 'node:timers/promises';
import { AwsError } from '../protocol/service.ts';
import type { Answer } from '../protocol/service.ts';
import type { DueFault, Fault } from './faults.ts';

/** A service's own words for the faults that answer without acting. */
export interface FaultErrors {
  throttle: AwsError;
  fail: AwsError;
  /** Left out by services that send nothing to people. */
  reject?: AwsError;
  /** Left out by services that have no transactions. */
  conflict?: (fault: Fault) => AwsError;
}

/**
 * Does `act` under a fault, or plainly when there is none. Throws the fault's error where it has
 * one.
 */
export async function strike(
  fault: DueFault | undefined,
  errors: FaultErrors,
  act: () => Answer | Promise<Answer>,
): Promise<Answer> {
  switch (fault?.kind) {
    case undefined:
      return act();
    case 'delay':
      await setTimeout(fault.delayMs ?? 100);
      return act();
    case 'drop':
      return { ...(await act()), drop: true };
    case 'throttle':
      throw errors.throttle;
    case 'fail':
      throw errors.fail;
    case 'reject':
      throw errors.reject ?? notHere(fault);
    case 'conflict':
      throw errors.conflict?.(fault) ?? notHere(fault);
    case 'kill':
      return kill(fault, act);
    case 'duplicate':
    case 'reorder':
    case 'lose':
      throw notHere(fault);
  }
}

/** Nobody is left to hear the answer. */
async function kill({ when, end }: DueFault, act: () => Answer | Promise<Answer>): Promise<Answer> {
  const answer = when === 'before' ? NOTHING : await act();
  await end?.();
  return { ...answer, drop: true };
}

const NOTHING: Answer = { status: 500, headers: {}, body: '' };

function notHere({ service, operation, kind }: Fault): AwsError {
  return new AwsError('InternalFailure', `${service} ${operation} knows no fault ${kind}.`, 500);
}
