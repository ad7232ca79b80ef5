import { createHmac } from 'node:crypto';
import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { OdsCode, Tenant } from '@registry/domain';
import { Undelivered } from '@registry/domain';
import type { Database, Item } from '../database.ts';
import { updateItemIf } from '../database.ts';
import { alertKeys } from '../keys.ts';
import { readableOf } from '../readable.ts';
import { versionOf } from '../versions.ts';

/**
 * What stands for an address in a practice's flags: the same in all of its outages, and another for
 * the same address at another practice.
 */
export function addressKeyOf(tenant: Tenant, odsCode: OdsCode, address: string): string {
  const of = `${tenant} ${odsCode} address`;
  return createHmac('sha256', of).update(address).digest('hex').slice(0, 16);
}

/** A receipt's word on one address of a practice. */
interface AddressReceipt extends Omit<Undelivered, 'reason'> {
  odsCode: OdsCode;
  addressKey: string;
}

/**
 * `at` is since when messages do not arrive, and `heardAt` the moment of the newest receipt. Where
 * that says that one has arrived there is no reason: the item stays for as long as an older receipt
 * may still come.
 */
const FlagItem = z.object({
  sk: z.string(),
  channel: Undelivered.shape.channel,
  reason: z.string().optional(),
  at: Undelivered.shape.at.optional(),
});

/** Receipts come within a week of their message, or not at all. */
const ARRIVED_KEPT_MS = 14 * 24 * 3_600_000;

/** Keeps which addresses messages do not reach. */
export type FlagStore = ReturnType<typeof createFlagStore>;

/** Makes a store over what the database's credentials can reach. */
export function createFlagStore(db: Database) {
  const table = db.tables.alerts;
  return {
    /** Flags an address, unless something newer is known of it; harmless to repeat. */
    async set(tenant: Tenant, flag: AddressReceipt & { reason: string }): Promise<void> {
      await change(tenant, flag, {
        expression: 'reason = :reason, #at = if_not_exists(#at, :at) REMOVE expiresAt',
        // At one moment a failure outweighs a delivery: a mailbox may take a message and bounce it.
        newer: 'heardAt <= :at',
        values: { ':reason': flag.reason },
      });
    },

    /** Takes away an address's flag, unless something newer is known of it; harmless to repeat. */
    async clear(tenant: Tenant, receipt: AddressReceipt): Promise<void> {
      const expiresAt = Math.ceil((Date.parse(receipt.at) + ARRIVED_KEPT_MS) / 1000);
      await change(tenant, receipt, {
        expression: 'expiresAt = :expiresAt REMOVE reason, #at',
        newer: 'heardAt < :at',
        values: { ':expiresAt': expiresAt },
      });
    },

    /** The flags of one ICB's practices from the first to the last, by address key. */
    async list(
      tenant: Tenant,
      { first, last }: { first: OdsCode; last: OdsCode },
    ): Promise<Map<string, Undelivered>> {
      const { pk, sk } = alertKeys.flag(tenant, first, '');
      const items: Item[] = [];
      const pages = paginateQuery(
        { client: db.client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: marshall({ ':pk': pk, ':first': sk, ':last': `${last}#~` }),
          ConsistentRead: true,
          ReturnConsumedCapacity: 'TOTAL',
        },
      );
      for await (const page of pages) {
        db.onRead(page.ConsumedCapacity?.CapacityUnits ?? 0);
        items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
      }
      return new Map(readableOf(db, FlagItem, items).flatMap(flagIn));
    },
  };

  async function change(
    tenant: Tenant,
    { odsCode, addressKey, channel, at }: AddressReceipt,
    how: { expression: string; newer: string; values: Record<string, string | number> },
  ): Promise<void> {
    const key = { ...alertKeys.flag(tenant, odsCode, addressKey) };
    const about = { ':ods': odsCode, ':channel': channel, ':at': at, ':v': versionOf(key) };
    // Where it does not hold, something newer is known of it.
    await updateItemIf(db, {
      TableName: table,
      Key: marshall(key),
      UpdateExpression: `SET odsCode = :ods, channel = :channel, heardAt = :at, v = :v, ${how.expression}`,
      ConditionExpression: `attribute_not_exists(heardAt) OR ${how.newer}`,
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: marshall({ ...about, ...how.values }),
    });
  }
}

function flagIn({ sk, channel, reason, at }: z.infer<typeof FlagItem>): [string, Undelivered][] {
  if (reason === undefined || at === undefined) return [];
  return [[sk.slice(sk.indexOf('#') + 1), { channel, reason, at }]];
}
