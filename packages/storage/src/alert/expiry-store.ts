import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AlertedPractice, OutageId, Tenant } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, queryItems, transact, untilDone } from '../database.ts';
import { alertKeys } from '../keys.ts';

/**
 * Makes a store over what the database's credentials can reach, which takes out of outages what is
 * kept no longer.
 */
export function createExpiryStore(db: Database) {
  const table = db.tables.alerts;
  return {
    /** Deletes the deliveries of an outage: to whom, and in which words; harmless to repeat. */
    async removeDeliveries(tenant: Tenant, id: OutageId): Promise<void> {
      const pk = `ICB#${tenant}#OUTAGE#${id}`;
      for (const prefix of ['DELIVERY#', 'REMINDER#']) {
        for (const { sk } of await queryItems(db, table, pk, prefix)) {
          await db.client.send(
            new DeleteItemCommand({ TableName: table, Key: marshall({ pk, sk }) }),
          );
        }
      }
    },

    /** Puts a practice's row in place of the one held, with all that stood beside it. */
    async replacePractice(tenant: Tenant, id: OutageId, practice: AlertedPractice): Promise<void> {
      const key = { ...alertKeys.practice(tenant, id, practice.odsCode) };
      await untilDone(db, async () =>
        (await transact(db, [put(table, key, { practice }, 'any')])) === 'done' ? 'done' : 'again',
      );
    },
  };
}
