import { paginateScan } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { RosterRow, Tenant } from '@registry/domain';
import { rosterRow } from '@registry/domain';
import type { Database } from '../database.ts';
import { readable } from '../readable.ts';
import { RecordItem } from './record-item.ts';

const Key = z.object({ pk: z.string() });
/** What the records of one ICB ask for. */
export interface ScannedRows {
  rows: RosterRow[];
  /** ODS codes of those whose record cannot be read. */
  unreadable: string[];
}

/**
 * The roster rows that the records of these ICBs ask for, by ICB and sorted by ODS code, from one
 * strongly consistent scan of the registry table: records have a partition each, and no index. It
 * is no snapshot: whoever needs one compares each roster's version before and after. Nothing of a
 * record but its row is kept; one that cannot be read is named.
 */
export async function scanRows(
  db: Database,
  tenants: readonly Tenant[],
): Promise<Map<Tenant, ScannedRows>> {
  const found = new Map<Tenant, ScannedRows>(
    tenants.map((tenant) => [tenant, { rows: [], unreadable: [] }]),
  );
  const scanned = new Map<string, ScannedRows>(found);
  for await (const { icb, odsCode, item } of scanRecords(db, tenants)) {
    const held = readable(db, RecordItem, item);
    const row = held && rosterRow(held.record);
    if (!held) scanned.get(icb)?.unreadable.push(odsCode);
    else if (row) scanned.get(icb)?.rows.push(row);
  }
  for (const { rows } of found.values()) rows.sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1));
  return found;
}

async function* scanRecords(db: Database, tenants: readonly Tenant[]) {
  const [only, ...others] = tenants;
  const prefix = only && others.length === 0 ? `ICB#${only}#PRACTICE#` : 'ICB#';
  const pages = paginateScan(
    { client: db.client },
    {
      TableName: db.tables.registry,
      FilterExpression: '#sk = :record AND begins_with(#pk, :prefix)',
      ProjectionExpression: '#pk, #sk, #record, v',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk', '#record': 'record' },
      ExpressionAttributeValues: marshall({ ':record': 'RECORD', ':prefix': prefix }),
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL',
    },
  );
  for await (const page of pages) {
    db.onRead(page.ConsumedCapacity?.CapacityUnits ?? 0);
    for (const each of page.Items ?? []) {
      const item = unmarshall(each);
      const [, icb = '', odsCode = ''] =
        /^ICB#([^#]+)#PRACTICE#(.+)$/.exec(Key.parse(item).pk) ?? [];
      yield { icb, odsCode, item };
    }
  }
}
