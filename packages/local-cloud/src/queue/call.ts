import * as z from 'zod';
import type { Faults } from '../faults/faults.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import { AwsError } from '../protocol/service.ts';
import type { QueueLaw } from './law.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** What SQS is made of. */
export interface SqsInput {
  queues: Queues;
  law: QueueLaw;
  faults: Faults;
}

/** Reads a call and asks the law; the function that comes back carries it out. Throws AwsError. */
export type Prepare = (body: Buffer, caller: RolePrincipal, input: SqsInput) => () => object;

/** The call's body, read. Throws InvalidParameterValue with what is wrong. */
export function readRequest<T>(schema: z.ZodType<T>, body: Buffer): T {
  const read = schema.safeParse(JSON.parse(body.toString('utf8')));
  if (read.success) return read.data;
  throw new AwsError('InvalidParameterValue', z.prettifyError(read.error));
}

/**
 * The queue, if the caller may do this to it.
 * @param action the permission it takes, such as `SendMessage`, also for a batch
 * Throws QueueDoesNotExist, AccessDeniedException or KmsAccessDenied.
 */
export function openQueue(
  url: string,
  action: string,
  principal: RolePrincipal,
  { queues, law }: SqsInput,
): Queue {
  const queue = queues.find(url);
  if (queue === undefined) {
    throw new AwsError('QueueDoesNotExist', `The specified queue does not exist: ${url}`);
  }
  const { arn } = queue.definition;
  const who = `User: ${principal.sessionArn} is not authorized to perform: `;
  switch (law.lacks(principal, action, queue.definition)) {
    case undefined:
      return queue;
    case 'queue':
      throw new AwsError(
        'AccessDeniedException',
        `${who}sqs:${action.toLowerCase()} on resource: ${arn} because no identity-based policy allows the sqs:${action.toLowerCase()} action`,
        403,
      );
    case 'key':
      throw new AwsError('KmsAccessDenied', `${who}${action} with the key of ${arn}`);
  }
}
