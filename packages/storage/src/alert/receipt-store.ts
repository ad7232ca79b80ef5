import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Tenant } from '@registry/domain';
import {
  Channel,
  IcbCode,
  OdsCode,
  OutageId as OutageIdSchema,
  tenantOfItem,
} from '@registry/domain';
import type { Database } from '../database.ts';
import { updateItem, updateItemIf } from '../database.ts';
import { alertKeys, pointerKeys } from '../keys.ts';
import { requireReadable } from '../readable.ts';
import { getItem } from '../reads.ts';
import { rowReceipt } from './told-items.ts';

/** What stands behind a provider's id: the delivery that it took. Nothing personal. */
const ReceiptPointer = z.object({
  icb: IcbCode,
  outage: OutageIdSchema,
  odsCode: OdsCode,
  update: z.int(),
  channel: Channel,
  recipient: z.string(),
  /** Of the address that it went to; absent where an earlier release sent it. */
  addressKey: z.string().optional(),
});
/** The delivery that a provider took, and whose it is. */
export type TakenDelivery = z.infer<typeof ReceiptPointer> & { tenant: Tenant };

/** Records what providers say became of what they took. */
export type ReceiptStore = ReturnType<typeof createReceiptStore>;

/** Makes a store over what the database's credentials can reach. */
export function createReceiptStore(db: Database) {
  const { alerts, pointers } = db.tables;
  return {
    /** The delivery that a provider took under this id; undefined for one of nobody's. */
    async find(channel: Channel, providerId: string): Promise<TakenDelivery | undefined> {
      const item = await getItem(db, pointers, pointerKeys.receipt(channel, providerId));
      if (!item) return undefined;
      const taken = requireReadable(db, ReceiptPointer, item);
      return { ...taken, tenant: tenantOfItem(taken.icb) };
    },

    /**
     * Records a receipt on its delivery and on the practice's row; harmless to repeat, and in
     * whatever order receipts come. `failure` says why it did not arrive, and
     * whether that may pass; undefined where it did.
     */
    async record(
      taken: TakenDelivery,
      { at, failure }: { at: string; failure: { reason: string; passing: boolean } | undefined },
    ): Promise<void> {
      const { tenant, outage, odsCode, update } = taken;
      const delivered = 'SET deliveredAt = if_not_exists(deliveredAt, :at)';
      const undelivered =
        'SET undeliveredAt = if_not_exists(undeliveredAt, :at), failure = :reason';
      await updateItem(db, {
        TableName: alerts,
        Key: marshall(alertKeys.delivery(tenant, outage, taken)),
        UpdateExpression: failure === undefined ? delivered : undelivered,
        ExpressionAttributeValues: marshall({
          ':at': at,
          ...(failure && { ':reason': failure.reason }),
        }),
      });
      const row = rowReceipt({ ...taken, update, at, failure });
      // Where it does not hold, another receipt has said as much.
      await updateItemIf(db, {
        TableName: alerts,
        Key: marshall(alertKeys.practice(tenant, outage, odsCode)),
        UpdateExpression: row.expression,
        ConditionExpression: row.condition,
        ExpressionAttributeNames: row.names,
        ExpressionAttributeValues: marshall(row.values),
      });
    },
  };
}
