import { AwsError } from '../protocol/service.ts';
import type { Answer, Service } from '../protocol/service.ts';
import type { Fault, Faults } from '../faults/faults.ts';
import { strike } from '../faults/strike.ts';
import type { RolePrincipal } from '../policy/policy.ts';
import { roleId } from '../principals/principals.ts';
import { ACCOUNT } from '../account/account.ts';
import type { QueueLaw } from './law.ts';
import { eachOf, hide, receive, send, sizeOf } from './operations.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { checkBatch, readRequest, REQUESTS } from './requests.ts';
import type { SentMessage } from './requests.ts';
import { asked, jsonAnswer, jsonRefusal, queueAttributes } from './wire.ts';

const faultErrors = {
  throttle: new AwsError(
    'RequestThrottled',
    'The request was denied due to request throttling.',
    403,
  ),
  fail: new AwsError('InternalError', 'An internal error occurred.', 500),
};

/** What one call may do once the law has allowed it. */
type Act = (fault: Fault | undefined) => object | Promise<object>;

/** What SQS is made of. */
interface SqsInput {
  queues: Queues;
  law: QueueLaw;
  faults: Faults;
  /** Where queues' URLs begin, `http://127.0.0.1:PORT`. */
  origin: string;
}

/** SQS over its JSON protocol. Queues are made at start, so there is no CreateQueue. */
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
      const act = prepare(operation, body, principal, input);
      const fault = input.faults.take('sqs', operation, principal);
      const plain = fault?.kind === 'duplicate' ? undefined : fault;
      return strike(plain, faultErrors, async () => jsonAnswer(await act(fault)));
    },
  };
}

/** Reads the call and asks the law; what comes back does it. Throws AwsError. */
function prepare(operation: string, body: Buffer, principal: RolePrincipal, input: SqsInput): Act {
  /** The queue, if the caller may do this to it. A batch asks for the same as one message. */
  const open = (url: string, action = operation.replace(/Batch$/, '')): Queue =>
    openQueue(url, action, principal, input);
  const sender = `${roleId(principal.roleArn)}:${principal.sessionArn.split('/').at(-1) ?? ''}`;
  switch (operation) {
    case 'SendMessage': {
      const { QueueUrl, ...sent } = readRequest(REQUESTS.SendMessage, body);
      const queue = open(QueueUrl);
      return () => send(queue, sent, sender);
    }
    case 'SendMessageBatch': {
      const { QueueUrl, Entries } = readRequest(REQUESTS.SendMessageBatch, body);
      const queue = open(QueueUrl);
      checkBatch(Entries);
      checkSize(Entries, queue);
      return () => eachOf(Entries, (entry) => send(queue, entry, sender));
    }
    case 'ReceiveMessage': {
      const wanted = readRequest(REQUESTS.ReceiveMessage, body);
      const queue = open(wanted.QueueUrl);
      return (fault) => receive(queue, wanted, fault);
    }
    case 'GetQueueUrl': {
      const { name } = open(readRequest(REQUESTS.GetQueueUrl, body).QueueName).definition;
      return () => ({ QueueUrl: `${input.origin}/${ACCOUNT}/${name}` });
    }
    case 'GetQueueAttributes': {
      const { QueueUrl, AttributeNames } = readRequest(REQUESTS.GetQueueAttributes, body);
      const queue = open(QueueUrl);
      return () => ({ Attributes: asked(queueAttributes(queue), AttributeNames) });
    }
    default:
      return prepareChange(operation, body, principal, input);
  }
}

/** The calls that change what is already in a queue. */
function prepareChange(
  operation: string,
  body: Buffer,
  principal: RolePrincipal,
  input: SqsInput,
): Act {
  const open = (url: string): Queue =>
    openQueue(url, operation.replace(/Batch$/, ''), principal, input);
  switch (operation) {
    case 'DeleteMessage': {
      const { QueueUrl, ReceiptHandle } = readRequest(REQUESTS.DeleteMessage, body);
      const queue = open(QueueUrl);
      return () => removed(queue, ReceiptHandle);
    }
    case 'DeleteMessageBatch': {
      const { QueueUrl, Entries } = readRequest(REQUESTS.DeleteMessageBatch, body);
      const queue = open(QueueUrl);
      checkBatch(Entries);
      return () => eachOf(Entries, ({ ReceiptHandle }) => removed(queue, ReceiptHandle));
    }
    case 'ChangeMessageVisibility': {
      const request = readRequest(REQUESTS.ChangeMessageVisibility, body);
      const queue = open(request.QueueUrl);
      return () => hide(queue, request.ReceiptHandle, request.VisibilityTimeout);
    }
    case 'ChangeMessageVisibilityBatch': {
      const { QueueUrl, Entries } = readRequest(REQUESTS.ChangeMessageVisibilityBatch, body);
      const queue = open(QueueUrl);
      checkBatch(Entries);
      return () =>
        eachOf(Entries, (entry) => hide(queue, entry.ReceiptHandle, entry.VisibilityTimeout));
    }
    case 'PurgeQueue': {
      const queue = open(readRequest(REQUESTS.PurgeQueue, body).QueueUrl);
      return () => {
        queue.purge();
        return {};
      };
    }
    case 'StartMessageMoveTask':
      return prepareMove(readRequest(REQUESTS.StartMessageMoveTask, body), principal, input);
    default:
      throw new AwsError(
        'UnsupportedOperation',
        `The local cloud's SQS does not know ${operation}.`,
      );
  }
}

/** The redrive of dead letters needs rights on both ends. Source: SQS developer guide, "Dead-letter queue redrive". */
function prepareMove(
  { SourceArn, DestinationArn }: { SourceArn: string; DestinationArn?: string | undefined },
  principal: RolePrincipal,
  input: SqsInput,
): Act {
  const needed = ['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];
  const [source] = needed.map((action) => openQueue(SourceArn, action, principal, input));
  const sources = input.queues.all.filter(
    ({ definition }) => definition.deadLetter?.queueArn === SourceArn,
  );
  if (source === undefined || sources.length === 0) {
    throw new AwsError(
      'InvalidParameterValue',
      'Source queue must be configured as a Dead Letter Queue.',
    );
  }
  const targets =
    DestinationArn === undefined ? sources.map((each) => each.definition.arn) : [DestinationArn];
  const opened = targets.map((arn) => openQueue(arn, 'SendMessage', principal, input));
  return () => {
    source.moveVisible(({ deadLetterSource }) => {
      const wanted = DestinationArn ?? deadLetterSource;
      return opened.find(({ definition }) => definition.arn === wanted);
    });
    return { TaskHandle: Buffer.from(SourceArn).toString('base64') };
  };
}

/** Throws QueueDoesNotExist, AccessDeniedException or KmsAccessDenied. */
function openQueue(
  urlOrArn: string,
  action: string,
  principal: RolePrincipal,
  { queues, law }: SqsInput,
): Queue {
  const queue = queues.find(urlOrArn);
  if (queue === undefined) {
    throw new AwsError('QueueDoesNotExist', `The specified queue does not exist: ${urlOrArn}`);
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

function removed(queue: Queue, receipt: string): object {
  queue.remove(receipt);
  return {};
}

function checkSize(entries: readonly SentMessage[], { definition }: Queue): void {
  const size = entries.reduce(
    (sum, { MessageBody, MessageAttributes }) => sum + sizeOf(MessageBody, MessageAttributes),
    0,
  );
  if (size <= definition.largestMessage) return;
  throw new AwsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${definition.largestMessage} bytes. You have sent ${size} bytes.`,
  );
}
