import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Tenant } from '@registry/domain';
import { MOST_WRITES, requireWritesLeft, WRITE_WINDOW_MS, writeWindow } from '@registry/domain';
import type { Database } from '../database.ts';
import { alertKeys } from '../keys.ts';
import { requireReadable } from '../readable.ts';
import { getItem } from '../reads.ts';
import { versionOf } from '../versions.ts';

const WritesItem = z.object({ written: z.int() });

/**
 * The item of a transaction that counts one write of a tenant's, made at this moment. Throws
 * `too-many-writes` where as many are written as may be; where another takes the last one
 * meanwhile, the transaction collides.
 */
export async function countWrite(
  db: Database,
  tenant: Tenant,
  at: string,
): Promise<TransactWriteItem> {
  const now = Date.parse(at);
  const since = writeWindow(now);
  const key = { ...alertKeys.writes(tenant, new Date(since).toISOString()) };
  const item = await getItem(db, db.tables.alerts, key);
  requireWritesLeft(item ? requireReadable(db, WritesItem, item).written : 0, now);
  const expiresAt = Math.ceil((since + 2 * WRITE_WINDOW_MS) / 1000);
  return {
    Update: {
      TableName: db.tables.alerts,
      Key: marshall(key),
      UpdateExpression: 'ADD written :one SET expiresAt = :expiresAt, v = :v',
      ConditionExpression: 'attribute_not_exists(written) OR written < :most',
      ExpressionAttributeValues: marshall({
        ':one': 1,
        ':most': MOST_WRITES,
        ':expiresAt': expiresAt,
        ':v': versionOf(key),
      }),
    },
  };
}
