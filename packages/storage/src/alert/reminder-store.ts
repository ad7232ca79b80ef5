import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { OutageId, Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { transact, untilDone, updateItem } from '../database.ts';
import { alertKeys } from '../keys.ts';
import { requireReadable } from '../readable.ts';
import { getItem } from '../reads.ts';
import { claimItem } from './claim-item.ts';

const ReminderItem = z.object({ claimedUntil: z.string(), sentAt: z.string().optional() });

/** A reminder about to be sent. */
interface ReminderClaim {
  update: number;
  remind: string;
  /** ISO instants. */
  now: string;
  leaseUntil: string;
}

/** Claims reminders, so that each is sent once but for a crash after the provider's yes. */
export type ReminderStore = ReturnType<typeof createReminderStore>;

/** Makes a store over what the database's credentials can reach. */
export function createReminderStore(db: Database) {
  const { alerts } = db.tables;
  return {
    /** Claims a reminder with a lease; or says who was first. */
    async claim(
      tenant: Tenant,
      outage: OutageId,
      { update, remind, now, leaseUntil }: ReminderClaim,
    ): Promise<'claimed' | 'done-before' | { claimedUntil: string }> {
      const key = { ...alertKeys.reminder(tenant, outage, update, remind) };
      const claimed = claimItem(alerts, key, { claimedUntil: leaseUntil }, now);
      return untilDone(db, async () => {
        if ((await transact(db, [claimed])) === 'done') return 'claimed';
        const held = await getItem(db, alerts, key);
        if (!held) return 'again';
        const { sentAt, claimedUntil: until } = requireReadable(db, ReminderItem, held);
        if (sentAt) return 'done-before';
        return until < now ? 'again' : { claimedUntil: until };
      });
    },

    /** Records that a claimed reminder has gone out. */
    async record(
      tenant: Tenant,
      outage: OutageId,
      { update, remind, at }: { update: number; remind: string; at: string },
    ): Promise<void> {
      await updateItem(db, {
        TableName: alerts,
        Key: marshall(alertKeys.reminder(tenant, outage, update, remind)),
        UpdateExpression: 'SET sentAt = :at',
        ExpressionAttributeValues: marshall({ ':at': at }),
      });
    },
  };
}
