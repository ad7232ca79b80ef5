import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Channel } from '@registry/domain';
import type { Database } from '../database.ts';
import { untilDone } from '../database.ts';
import { requireReadable } from '../readable.ts';
import { getItem } from '../reads.ts';
import { pointerKeys } from '../keys.ts';
import { versionOf } from '../versions.ts';

const PaceItem = z.object({ next: z.number() });

/** Beyond this many milliseconds ahead, waiting is left to the queue. */
const LONGEST_AHEAD_MS = 20_000;

/** Shares out sending slots among whatever sends on a channel at once. */
export type PaceStore = ReturnType<typeof createPaceStore>;

/** Makes a store over what the database's credentials can reach. */
export function createPaceStore(db: Database) {
  const table = db.tables.pointers;
  return {
    /**
     * Reserves `count` slots of a channel on which `perSecond` may be sent: the first at
     * `startsAt`, the others evenly after it (milliseconds since 1970). `fullUntil` when the next
     * free one is more than 20 s ahead; nothing is reserved then.
     */
    async reserve(
      channel: Channel,
      count: number,
      perSecond: number,
      now: number,
    ): Promise<{ startsAt: number } | { fullUntil: number }> {
      return untilDone(db, async () => {
        const item = await getItem(db, table, pointerKeys.pace(channel));
        const held = item && requireReadable(db, PaceItem, item).next;
        const startsAt = Math.max(held ?? 0, now);
        if (startsAt - now > LONGEST_AHEAD_MS) return { fullUntil: startsAt };
        const next = startsAt + (count * 1000) / perSecond;
        return (await moveOn(channel, held, next)) ? { startsAt } : 'again';
      });
    },
  };

  async function moveOn(
    channel: Channel,
    held: number | undefined,
    next: number,
  ): Promise<boolean> {
    const key = pointerKeys.pace(channel);
    try {
      await db.client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshall(key),
          UpdateExpression: 'SET #next = :next, v = :v',
          ConditionExpression: held === undefined ? 'attribute_not_exists(pk)' : '#next = :held',
          ExpressionAttributeNames: { '#next': 'next' },
          ExpressionAttributeValues: marshall(
            { ':next': next, ':held': held, ':v': versionOf(key) },
            { removeUndefinedValues: true },
          ),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
