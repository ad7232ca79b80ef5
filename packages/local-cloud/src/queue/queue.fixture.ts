import { arnOf } from '../account/account.ts';
import type { QueueDefinition } from '../definitions/queue.ts';

/** A queue as the template's defaults have it, but for what the test changes. */
export function queueDefinition(
  name: string,
  change: Partial<QueueDefinition> = {},
): QueueDefinition {
  return {
    logicalId: name,
    name,
    arn: arnOf('sqs', name),
    visibilitySeconds: 30,
    retentionSeconds: 345_600,
    delaySeconds: 0,
    deadLetter: undefined,
    policy: undefined,
    key: undefined,
    ...change,
  };
}
