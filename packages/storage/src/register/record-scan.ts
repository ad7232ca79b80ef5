import { paginateScan } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { RosterRow, Tenant } from '@registry/domain';
import { PracticeRecord, rosterRow } from '@registry/domain';
import type { Database } from '../database.ts';

const Key = z.object({ pk: z.string() });
const RecordItem = z.object({ record: PracticeRecord });

/**
 * The roster rows that the records of these ICBs ask for, by ICB and sorted by ODS code, from one
 * strongly consistent scan of the registry table: records have a partition each, and no index. It
 * is no snapshot: whoever needs one compares each roster's version before and after. Nothing of a
 * record but its row is kept. Throws for a record that does not parse.
 */
export async function scanRows(
  db: Database,
  tenants: readonly Tenant[],
): Promise<Map<Tenant, RosterRow[]>> {
  const found = new Map(tenants.map((tenant): [string, RosterRow[]] => [tenant, []]));
  for await (const { icb, item } of scanRecords(db, tenants)) {
    const row = rowOf(item);
    if (row) found.get(icb)?.push(row);
  }
  return new Map(tenants.map((tenant) => [tenant, inOrder(found.get(tenant) ?? [])]));
}

async function* scanRecords(db: Database, tenants: readonly Tenant[]) {
  const [only, ...others] = tenants;
  const prefix = only && others.length === 0 ? `ICB#${only}#PRACTICE#` : 'ICB#';
  const pages = paginateScan(
    { client: db.client },
    {
      TableName: db.tables.registry,
      FilterExpression: '#sk = :record AND begins_with(#pk, :prefix)',
      ProjectionExpression: '#pk, #record',
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
      const [, icb = ''] = /^ICB#([^#]+)#PRACTICE#/.exec(Key.parse(item).pk) ?? [];
      yield { icb, item };
    }
  }
}

function rowOf(item: Record<string, unknown>): RosterRow | undefined {
  const parsed = RecordItem.safeParse(item);
  if (parsed.success) return rosterRow(parsed.data.record);
  // Which record, and nothing of what it says: this is logged.
  throw new Error(`The record at ${Key.parse(item).pk} does not parse`);
}

function inOrder(rows: RosterRow[]): RosterRow[] {
  return rows.sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1));
}
