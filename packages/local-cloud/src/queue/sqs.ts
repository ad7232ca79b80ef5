import * as z from 'zod';
import { strike } from '../faults/strike.ts';
import { prepareSendBatch } from './send-batch.ts';
import { openQueue, readRequest } from './call.ts';
import type { Prepare, SqsInput } from './call.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import { AwsError } from '../protocol/service.ts';
import type { Answer, Service } from '../protocol/service.ts';

const faultErrors = {
  throttle: new AwsError(
    'RequestThrottled',
    'The request was denied due to request throttling.',
    403,
  ),
  fail: new AwsError('InternalError', 'An internal error occurred.', 500),
};

/**
 * The calls that functions make. Mappings empty the queues and the template makes them, so nobody
 * receives or creates by call.
 */
const OPERATIONS: Readonly<Record<string, Prepare>> = {
  ChangeMessageVisibility: prepareChangeVisibility,
  SendMessageBatch: prepareSendBatch,
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
