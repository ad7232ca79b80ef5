import * as z from 'zod';
import type { Faults } from '../faults/faults.ts';
import { strike } from '../faults/strike.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import { AwsError } from '../protocol/service.ts';
import type { Answer, Service } from '../protocol/service.ts';
import type { QueueLaw } from './law.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

const faultErrors = {
  throttle: new AwsError(
    'RequestThrottled',
    'The request was denied due to request throttling.',
    403,
  ),
  fail: new AwsError('InternalError', 'An internal error occurred.', 500),
};

/** What SQS is made of. */
interface SqsInput {
  queues: Queues;
  law: QueueLaw;
  faults: Faults;
}

/** Reads a call and asks the law; the function that comes back carries it out. Throws AwsError. */
type Prepare = (body: Buffer, caller: RolePrincipal, input: SqsInput) => () => object;

/**
 * The calls that functions make. Topics fill the queues, mappings empty them, and the template
 * makes them, so nobody sends, receives or creates by call.
 */
const OPERATIONS: Readonly<Record<string, Prepare>> = {
  ChangeMessageVisibility: prepareChangeVisibility,
};

/** SQS over its JSON protocol. */
export function createSqs(input: SqsInput): Service {
  return {
    credentialErrors: {
      unknown: new AwsError(
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
        403,
      ),
      expired: new AwsError(
        'ExpiredToken',
        'The security token included in the request is expired',
        403,
      ),
    },
    refuse: jsonRefusal,
    async answer({ target, body, principal }): Promise<Answer> {
      const operation = target.split('.')[1] ?? '';
      const prepare = OPERATIONS[operation];
      if (prepare === undefined) {
        throw new AwsError(
          'UnsupportedOperation',
          `The local cloud's SQS does not know ${operation}.`,
        );
      }
      const act = prepare(body, principal, input);
      const fault = input.faults.take('sqs', operation, principal);
      return strike(fault, faultErrors, () => jsonAnswer(act()));
    },
  };
}

/**
 * Twelve hours: the longest a message may be hidden. Source: SQS developer guide, "Message quotas".
 */
const LONGEST_HIDDEN = 43_200;

const ChangeVisibility = z.object({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.number().int().min(0).max(LONGEST_HIDDEN),
});

/** Changes how long a message in flight stays hidden. Throws MessageNotInflight. */
function prepareChangeVisibility(
  body: Buffer,
  caller: RolePrincipal,
  input: SqsInput,
): () => object {
  const { QueueUrl, ReceiptHandle, VisibilityTimeout } = readRequest(ChangeVisibility, body);
  const queue = openQueue(QueueUrl, 'ChangeMessageVisibility', caller, input);
  return () => {
    if (queue.hide(ReceiptHandle, VisibilityTimeout)) return {};
    throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.');
  };
}

/** The call's body, read. Throws InvalidParameterValue with what is wrong. */
function readRequest<T>(schema: z.ZodType<T>, body: Buffer): T {
  const read = schema.safeParse(JSON.parse(body.toString('utf8')));
  if (read.success) return read.data;
  throw new AwsError('InvalidParameterValue', z.prettifyError(read.error));
}

/**
 * The queue, if the caller may do this to it.
 * Throws QueueDoesNotExist, AccessDeniedException or KmsAccessDenied.
 */
function openQueue(
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

function jsonAnswer(body: unknown): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(body),
  };
}

function jsonRefusal({ code, message, status }: AwsError): Answer {
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-query-error': `${code};${status < 500 ? 'Sender' : 'Receiver'}`,
    },
    body: JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message }),
  };
}
