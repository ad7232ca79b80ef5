import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { OutageId, Tenant } from '@registry/domain';
import { IcbCode } from '@registry/domain';
import type { Database } from '../database.ts';
import { transact, untilDone, updateItem } from '../database.ts';
import { outageKeys } from '../keys.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';
import { countWrite } from './write-budget.ts';

const CopiedTo = z.object({ copiedTo: z.set(IcbCode) });

/** What marks how far raising an update has come, and that alerts are sent again. */
export function createMarking(db: Database) {
  const { outages: table, registry } = db.tables;
  return {
    /** Marks an update as raised: every practice has its row and its alert is published. */
    async markRaised(tenant: Tenant, id: OutageId, number: number, at: string): Promise<void> {
      await updateItem(db, {
        TableName: table,
        Key: marshall(outageKeys.update(tenant, id, number)),
        UpdateExpression: 'SET #update.raisedAt = if_not_exists(#update.raisedAt, :at)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#update': 'update' },
        ExpressionAttributeValues: marshall({ ':at': at }),
      });
    },

    /**
     * Marks that every update of an outage up to this one is raised: there is nothing to look for
     * in it until it has another.
     */
    async markAllRaised(tenant: Tenant, id: OutageId, number: number): Promise<void> {
      await updateItem(db, {
        TableName: table,
        Key: marshall(outageKeys.outage(tenant, id)),
        UpdateExpression: 'SET raised = :number',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: marshall({ ':number': number }),
      });
    },

    /**
     * Marks that an ICB has its copy of this national update, or that it does not concern it, and
     * gives all of whom that is true. Harmless to repeat, and for several ICBs at once.
     */
    async markCopied(
      national: Tenant,
      id: OutageId,
      number: number,
      icb: IcbCode,
    ): Promise<Set<IcbCode>> {
      const held = await updateItem(db, {
        TableName: table,
        Key: marshall(outageKeys.update(national, id, number)),
        UpdateExpression: 'ADD copiedTo :icb',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: marshall({ ':icb': new Set([icb]) }),
        ReturnValues: 'UPDATED_NEW',
      });
      return CopiedTo.parse(held).copiedTo;
    },

    /**
     * Writes down that alerts are sent again. Throws `too-many-writes` when the ICB has written as
     * much as it may.
     */
    async recordRedrive(tenant: Tenant, trail: TrailEntry): Promise<void> {
      await untilDone(db, async () => {
        const outcome = await transact(db, [
          trailWrite(registry, tenant, trail),
          await countWrite(db, tenant, trail.at),
        ]);
        return outcome === 'done' ? 'done' : 'again';
      });
    },
  };
}
