import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { AlertedPractice, Chased, OdsCode, OutageId, Tenant } from '@registry/domain';
import { OutageId as OutageIdSchema } from '@registry/domain';
import type { Database } from '../database.ts';
import { itemOf, transact, untilDone } from '../database.ts';
import type { Once } from '../idempotency.ts';
import { doneBefore, rememberOnce } from '../idempotency.ts';
import { alertKeys } from '../keys.ts';
import { readableOf } from '../readable.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';
import { createAlertStore, notIn } from './alert-store.ts';

const DueItem = z.object({ sk: z.string(), outage: OutageIdSchema });

/** An outage to be looked at, and what marks that it is. */
export interface Due {
  outage: OutageId;
  sk: string;
}

/** What somebody at the ICB did by telephone. */
export interface NewChase {
  outage: OutageId;
  odsCode: OdsCode;
  /** Makes it of the practice as it is held; it throws for what may not be. */
  decide: (held: AlertedPractice) => Chased;
  trail: TrailEntry;
  once?: Once | undefined;
}

/** Whole minutes: what falls due within one is looked at together. */
const MINUTE_MS = 60_000;
/** Seconds after which what nobody took away is rubbish. */
const RUBBISH_AFTER_SECONDS = 30 * 24 * 3600;

/** Keeps who is due to be turned to, and who is being rung. */
export type ChaseStore = ReturnType<typeof createChaseStore>;

/** Makes a store over what the database's credentials can reach. */
export function createChaseStore(db: Database) {
  const { alerts: table, registry } = db.tables;
  return {
    /** Has an outage looked at from the minute after `at` on; harmless to repeat. */
    async lookAt(tenant: Tenant, outage: OutageId, at: Date): Promise<void> {
      const minute = new Date(Math.ceil(at.getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
      const expiresAt = Math.floor(at.getTime() / 1000) + RUBBISH_AFTER_SECONDS;
      const key = { ...alertKeys.due(tenant, minute, outage) };
      await db.client.send(
        new PutItemCommand({ TableName: table, Item: itemOf(key, { outage, expiresAt }) }),
      );
    },

    /** What is due in one ICB, the longest due first, a hundred at most. */
    async listDue(tenant: Tenant, now: Date): Promise<Due[]> {
      const { pk } = alertKeys.due(tenant, '', OutageIdSchema.parse('0'.repeat(26)));
      const { Items: items = [] } = await db.client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk < :now',
          // The id that follows the minute sorts before this.
          ExpressionAttributeValues: marshall({ ':pk': pk, ':now': `${now.toISOString()}#~` }),
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
    async lookedAt(tenant: Tenant, { sk }: Due): Promise<void> {
      const { pk } = alertKeys.due(tenant, '', OutageIdSchema.parse('0'.repeat(26)));
      await db.client.send(new DeleteItemCommand({ TableName: table, Key: marshall({ pk, sk }) }));
    },

    /**
     * Writes down what somebody did by telephone, in one transaction with the trail, and gives the
     * practice as it is then. Throws `not-found` for a practice that is not in the outage.
     */
    async chase(
      tenant: Tenant,
      { outage, odsCode, decide, trail, once }: NewChase,
    ): Promise<AlertedPractice> {
      const { readPractice } = createAlertStore(db);
      return untilDone(db, async () => {
        const held = await readPractice(tenant, outage, odsCode);
        if (!held) throw notIn(outage, odsCode);
        if (await doneBefore(db, tenant, once)) return held;
        const chased = decide(held);
        const isAsItWas =
          held.chased === undefined
            ? 'attribute_not_exists(practice.chased)'
            : 'practice.chased = :before';
        const before = held.chased === undefined ? {} : { ':before': held.chased };
        const outcome = await transact(db, [
          {
            Update: {
              TableName: table,
              Key: marshall(alertKeys.practice(tenant, outage, odsCode)),
              UpdateExpression: 'SET practice.chased = :chased',
              ConditionExpression: `attribute_exists(pk) AND ${isAsItWas}`,
              ExpressionAttributeValues: marshall({ ':chased': chased, ...before }),
            },
          },
          ...rememberOnce(registry, tenant, once, odsCode),
          trailWrite(registry, tenant, trail),
        ]);
        return outcome === 'done' ? { ...held, chased } : 'again';
      });
    },
  };
}
