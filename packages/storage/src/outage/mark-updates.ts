import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { OutageId, Tenant } from '@registry/domain';
import { IcbCode } from '@registry/domain';
import type { Database } from '../database.ts';
import { updateItem } from '../database.ts';
import { outageKeys } from '../keys.ts';

const CopiedTo = z.object({ copiedTo: z.set(IcbCode) });

/** What marks how far raising an update has come. */
export function createMarking(db: Database) {
  const { outages: table } = db.tables;
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
  };
}
