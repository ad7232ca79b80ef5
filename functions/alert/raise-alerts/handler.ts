import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { createAlerting, raiseUpdate } from '@registry/alerting';
import type { Alerting } from '@registry/alerting';
import { IcbCode, OutageId, tenantOfItem } from '@registry/domain';

/** The part of a DynamoDB stream event that we read. */
const StreamEvent = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        SequenceNumber: z.string(),
        Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
      }),
    }),
  ),
});

/** Tenant, outage and number of the update that a key names. Throws for a key of anything else. */
function updateOf(pk: string, sk: string) {
  const [, icb, id] = /^ICB#([^#]+)#OUTAGE#([^#]+)$/.exec(pk) ?? [];
  const [, number] = /^UPDATE#(\d+)$/.exec(sk) ?? [];
  return {
    tenant: tenantOfItem(IcbCode.parse(icb)),
    id: OutageId.parse(id),
    number: z.coerce.number().int().min(1).parse(number),
  };
}

const logger = new Logger();
let alerting: Alerting | undefined;

/**
 * Raises each new update on the outages stream, in order; stops at the first that fails, so that
 * the stream comes back to it.
 */
export async function handler(
  event: unknown,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  alerting ??= createAlerting(process.env);
  for (const { dynamodb } of StreamEvent.parse(event).Records) {
    try {
      const { tenant, id, number } = updateOf(dynamodb.Keys.pk.S, dynamodb.Keys.sk.S);
      await raiseUpdate(alerting, tenant, id, number, new Date());
    } catch (error) {
      logger.error('an update was not raised', { key: dynamodb.Keys.pk.S, error });
      return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
}
