import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { OutageId, Tenant, ToldContact } from '@registry/domain';
import {
  Channel,
  IcbCode,
  OdsCode,
  OutageId as OutageIdSchema,
  tenantOfItem,
} from '@registry/domain';
import type { DeliveryKey } from './alert-store.ts';
import type { Database } from '../database.ts';
import { put, transact, untilDone } from '../database.ts';
import { claimItem } from './claim-item.ts';
import { requireReadable } from '../readable.ts';
import { getItem } from '../reads.ts';
import { alertKeys, pointerKeys } from '../keys.ts';
import type { Told } from './told-items.ts';
import { rowFailed, rowTold } from './told-items.ts';

const DeliveryItem = z.object({
  contact: z.string(),
  person: z.string().optional(),
  claimedUntil: z.string(),
  sentAt: z.string().optional(),
  failedAt: z.string().optional(),
});

/** What stands behind the hash of a reply token: the delivery it came with. Nothing personal. */
const ReplyPointer = z.object({
  icb: IcbCode,
  outage: OutageIdSchema,
  odsCode: OdsCode,
  update: z.int(),
  channel: Channel,
  recipient: z.string(),
});
/**
 * A delivery's link: what it stands for, the name and role of the contact it went to, and what
 * tells that contact from others.
 */
export type ReplyLink = z.infer<typeof ReplyPointer> & { by: string; person?: string };

/** A delivery about to be sent. */
export interface Claim {
  key: DeliveryKey;
  /** Name and role of the contact, never an address. */
  contact: string;
  /** What tells the contact from others of the practice; no address either. */
  person: string;
  /** The exact text that is sent. */
  text: string;
  tokenHash: string;
  /** ISO instants. */
  now: string;
  leaseUntil: string;
  /** When the pointer may be collected as rubbish, in seconds since 1970. */
  expiresAt: number;
}

/**
 * Claims deliveries, so that each is sent once but for a crash between the provider's yes and our
 * record.
 */
export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

/** Makes a store over what the database's credentials can reach. */
export function createDeliveryStore(db: Database) {
  const { alerts, pointers } = db.tables;

  return {
    /**
     * Claims a delivery with a lease, and puts its reply pointer, in one transaction; or says who
     * was first.
     */
    async claim(
      tenant: Tenant,
      outage: OutageId,
      claim: Claim,
    ): Promise<'claimed' | 'done-before' | { claimedUntil: string }> {
      const key = { ...alertKeys.delivery(tenant, outage, claim.key) };
      const { channel } = claim.key;
      const pointer = { icb: tenant, outage, ...claim.key };
      const { contact, person, text, tokenHash: token, leaseUntil: claimedUntil } = claim;
      const writes = [
        claimItem(alerts, key, { channel, contact, person, text, token, claimedUntil }, claim.now),
        put(
          pointers,
          pointerKeys.reply(token),
          { ...pointer, expiresAt: claim.expiresAt },
          undefined,
        ),
      ];
      return untilDone(db, async () => {
        if ((await transact(db, writes)) === 'done') return 'claimed';
        const held = await getItem(db, alerts, key);
        if (!held) return 'again';
        const { sentAt, failedAt, claimedUntil: until } = requireReadable(db, DeliveryItem, held);
        if (sentAt || failedAt) return 'done-before';
        return until < claim.now ? 'again' : { claimedUntil: until };
      });
    },

    /**
     * Records that the provider took a delivery: on it, on the practice's row, and behind the
     * provider's id, by which its receipt will name it; all or nothing.
     */
    async recordSent(
      tenant: Tenant,
      outage: OutageId,
      {
        told,
        odsCode,
        at,
        providerId,
        expiresAt,
        addressKey,
      }: Told & { providerId: string; expiresAt: number; addressKey: string },
    ): Promise<void> {
      const { channel, update, recipient } = told;
      const key = { odsCode, update, channel, recipient };
      const receipt = { icb: tenant, outage, ...key, addressKey, expiresAt };
      await all([
        ended(tenant, outage, key, { sentAt: at, providerId }),
        rowTold(alerts, tenant, outage, { odsCode, told, at }),
        ...(providerId === ''
          ? []
          : [put(pointers, pointerKeys.receipt(channel, providerId), receipt, 'any')]),
      ]);
    },

    /**
     * Records that a delivery failed for good, on it and on the practice's row. `told` is whom it
     * was for; undefined where there was no contact to tell.
     */
    async recordFailed(
      tenant: Tenant,
      outage: OutageId,
      key: DeliveryKey,
      { failure, at, told }: { failure: string; at: string; told: ToldContact | undefined },
    ): Promise<void> {
      await all([
        ended(tenant, outage, key, { failedAt: at, failure }),
        rowFailed(alerts, tenant, outage, { odsCode: key.odsCode, channel: key.channel, told, at }),
      ]);
    },

    /** Records why a claimed delivery was not sent, which says nothing of its contact. */
    async recordNotSent(
      tenant: Tenant,
      outage: OutageId,
      key: DeliveryKey,
      { failure, at }: { failure: string; at: string },
    ): Promise<void> {
      await all([ended(tenant, outage, key, { failedAt: at, failure })]);
    },

    /**
     * The delivery that a reply token came with, by the token's SHA-256; undefined when there is
     * none.
     */
    async readReply(tokenHash: string): Promise<ReplyLink | undefined> {
      const item = await getItem(db, pointers, pointerKeys.reply(tokenHash));
      if (!item) return undefined;
      const pointer = requireReadable(db, ReplyPointer, item);
      const key = alertKeys.delivery(tenantOfItem(pointer.icb), pointer.outage, pointer);
      const delivery = await getItem(db, alerts, { ...key });
      if (!delivery) return undefined;
      const { contact, person } = requireReadable(db, DeliveryItem, delivery);
      return { ...pointer, by: contact, ...(person !== undefined && { person }) };
    },
  };

  function ended(
    tenant: Tenant,
    outage: OutageId,
    key: DeliveryKey,
    outcome: Record<string, string>,
  ): TransactWriteItem {
    const names = Object.keys(outcome);
    return {
      Update: {
        TableName: alerts,
        Key: marshall(alertKeys.delivery(tenant, outage, key)),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: marshall(
          Object.fromEntries(names.map((name) => [`:${name}`, outcome[name]])),
        ),
      },
    };
  }

  /**
   * Writes all of it, however often another writer or a throttle is in the way: what a provider has
   * taken and is not recorded is sent again.
   */
  async function all(items: readonly TransactWriteItem[]): Promise<void> {
    await untilDone(db, async () => {
      try {
        return (await transact(db, items)) === 'done' ? 'done' : 'again';
      } catch (error) {
        if (isThrottle(error)) return 'again';
        throw error;
      }
    });
  }
}

function isThrottle(error: unknown): boolean {
  return error instanceof Error && /Throttl|ThroughputExceeded|RequestLimit/.test(error.name);
}
