import * as z from 'zod';
import type { QueueDefinition } from '../definitions/queue.ts';
import { parsePolicy } from '../policy/policy.ts';
import { keyOf, readProperties } from './read-properties.ts';
import type { Resource } from './resolve.ts';

const Seconds = z.coerce.number().int().min(0);

// Defaults are SQS's own. Source: CloudFormation reference, AWS::SQS::Queue.
const QueueProperties = z.strictObject({
  QueueName: z.string().optional(),
  VisibilityTimeout: Seconds.default(30),
  MessageRetentionPeriod: Seconds.default(345_600),
  DelaySeconds: Seconds.default(0),
  // Mappings alone receive here, and they are told of each message at once.
  ReceiveMessageWaitTimeSeconds: z.unknown().optional(),
  RedrivePolicy: z
    .strictObject({
      deadLetterTargetArn: z.string(),
      maxReceiveCount: z.coerce.number().int().min(1),
    })
    .optional(),
  RedriveAllowPolicy: z
    .strictObject({
      redrivePermission: z.enum(['allowAll', 'denyAll', 'byQueue']),
      sourceQueueArns: z.array(z.string()).default([]),
    })
    .optional(),
  KmsMasterKeyId: z.string().optional(),
  KmsDataKeyReusePeriodSeconds: z.unknown().optional(),
  SqsManagedSseEnabled: z.unknown().optional(),
  Tags: z.unknown().optional(),
});
type QueueProperties = z.infer<typeof QueueProperties>;

const PolicyProperties = z.strictObject({
  Queues: z.array(z.string()),
  PolicyDocument: z.unknown(),
});

/** A queue of the template, read, with the resource it was read from. */
interface ReadQueue {
  resource: Resource;
  properties: QueueProperties;
}

/**
 * The template's queues, each with its policy and the key that encrypts it.
 * @throws Error for a property that would be ignored, for two policies on one queue, and for dead
 *   letters that AWS would not redrive; PolicyNotUnderstood for a policy that the law cannot read
 */
export function queuesOf(resources: readonly Resource[]): QueueDefinition[] {
  const policies = resources
    .filter(({ type }) => type === 'AWS::SQS::QueuePolicy')
    .map((resource) => readProperties(resource, PolicyProperties));
  const read = resources
    .filter(({ type }) => type === 'AWS::SQS::Queue')
    .map((resource) => ({ resource, properties: readProperties(resource, QueueProperties) }));
  for (const queue of read) checkDeadLetters(queue, read);
  return read.map(({ resource, properties }) => {
    const { logicalId, ref: url, arn = '' } = resource;
    const [attached, second] = policies.filter(({ Queues }) => Queues.includes(url));
    if (second !== undefined) {
      throw new Error(`Queue ${logicalId} has two policies, of which AWS would keep one.`);
    }
    const { RedrivePolicy: redrive, KmsMasterKeyId: keyId } = properties;
    return {
      logicalId,
      name: url.split('/').at(-1) ?? '',
      arn,
      visibilitySeconds: properties.VisibilityTimeout,
      retentionSeconds: properties.MessageRetentionPeriod,
      delaySeconds: properties.DelaySeconds,
      deadLetter: redrive && {
        queueArn: redrive.deadLetterTargetArn,
        maxReceiveCount: redrive.maxReceiveCount,
      },
      policy: attached && parsePolicy(attached.PolicyDocument, `policy of ${logicalId}`),
      key: keyId === undefined ? undefined : keyOf(resource, keyId, resources),
    };
  });
}

function checkDeadLetters({ resource, properties }: ReadQueue, all: readonly ReadQueue[]): void {
  const { logicalId, arn = '' } = resource;
  const wanted = properties.RedrivePolicy?.deadLetterTargetArn;
  if (wanted === undefined) return;
  const target = all.find((queue) => queue.resource.arn === wanted);
  if (target === undefined) {
    throw new Error(
      `The dead letters of ${logicalId} go to ${wanted}, which is not in the template.`,
    );
  }
  const allow = target.properties.RedriveAllowPolicy;
  const allowed =
    allow === undefined ||
    allow.redrivePermission === 'allowAll' ||
    (allow.redrivePermission === 'byQueue' && allow.sourceQueueArns.includes(arn));
  if (!allowed) {
    throw new Error(
      `Queue ${target.resource.logicalId} does not take the dead letters of ${logicalId}: see its RedriveAllowPolicy.`,
    );
  }
}
