import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { createHandingOver, handOver, workOf } from '@registry/alerting';
import type { HandingOver } from '@registry/alerting';
import { IcbCode, OutageId, tenantOfItem } from '@registry/domain';
import type { RaisingWork } from '@registry/domain';

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

type StreamRecord = z.infer<typeof StreamEvent>['Records'][number];

const logger = new Logger();
let handingOver: HandingOver | undefined;

/**
 * Hands each new update on the outages stream over to the raising queue, an ICB a message; stops at
 * the first that it cannot read, so that the stream comes back to it.
 */
export async function handler(
  event: unknown,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const open = (handingOver ??= createHandingOver(process.env));
  const records = StreamEvent.parse(event).Records;
  const work: RaisingWork[] = [];
  let failed: StreamRecord | undefined;
  for (const record of records) {
    try {
      const { pk, sk } = record.dynamodb.Keys;
      const { tenant, id, number } = updateOf(pk.S, sk.S);
      work.push(...(await workOf(open, tenant, id, number)));
    } catch (error) {
      failed = refused(record, error);
      break;
    }
  }
  await handOver(open, work);
  return {
    batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb.SequenceNumber }] : [],
  };
}

function refused(record: StreamRecord, error: unknown): StreamRecord {
  logger.error('an update was not handed over', { key: record.dynamodb.Keys.pk.S, error });
  return record;
}
