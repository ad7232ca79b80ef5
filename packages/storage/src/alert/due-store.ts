import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { OutageId, Tenant } from '@registry/domain';
import { DueAct, OutageId as OutageIdSchema } from '@registry/domain';
import type { Database } from '../database.ts';
import { itemOf } from '../database.ts';
import { alertKeys } from '../keys.ts';
import { readableOf } from '../readable.ts';

const DueItem = z.object({ sk: z.string(), outage: OutageIdSchema, act: DueAct });
/** An outage to be looked at, what for, and what marks that it is. */
export type Due = z.infer<typeof DueItem>;

/** Whole minutes: what falls due within one is looked at together. */
const MINUTE_MS = 60_000;
/** Seconds after which what nobody took away is rubbish. */
const RUBBISH_AFTER_SECONDS = 30 * 24 * 3600;

/** Keeps which outages are to be looked at, and when: an item a time, found by one query an ICB. */
export type DueStore = ReturnType<typeof createDueStore>;

/** Makes a store over what the database's credentials can reach. */
export function createDueStore(db: Database) {
  const table = db.tables.alerts;
  const partition = (tenant: Tenant): string =>
    alertKeys.due(tenant, { minute: '', act: '', outage: '' }).pk;

  return {
    /** Has an outage looked at from the minute after `at` on; harmless to repeat. */
    async lookAt(tenant: Tenant, outage: OutageId, act: DueAct, at: Date): Promise<void> {
      const minute = new Date(Math.ceil(at.getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
      const expiresAt = Math.floor(at.getTime() / 1000) + RUBBISH_AFTER_SECONDS;
      const key = { ...alertKeys.due(tenant, { minute, act, outage }) };
      await db.client.send(
        new PutItemCommand({ TableName: table, Item: itemOf(key, { outage, act, expiresAt }) }),
      );
    },

    /** What is due in one ICB, the longest due first, a hundred at most. */
    async listDue(tenant: Tenant, now: Date): Promise<Due[]> {
      const { Items: items = [] } = await db.client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk < :now',
          // What follows the minute sorts before this.
          ExpressionAttributeValues: marshall({
            ':pk': partition(tenant),
            ':now': `${now.toISOString()}#~`,
          }),
          ConsistentRead: true,
          Limit: 100,
        }),
      );
      return readableOf(
        db,
        DueItem,
        items.map((item) => unmarshall(item)),
      );
    },

    /** Takes away what was due, once it has been looked at. */
    async lookedAt(tenant: Tenant, { sk }: Pick<Due, 'sk'>): Promise<void> {
      const key = { pk: partition(tenant), sk };
      await db.client.send(new DeleteItemCommand({ TableName: table, Key: marshall(key) }));
    },
  };
}
