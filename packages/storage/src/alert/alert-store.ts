import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Channel, OutageId, ReplyGiven, Tenant } from '@registry/domain';
import { AlertedPractice, OdsCode, Refusal } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, queryItems, transact, untilDone, updateItem } from '../database.ts';
import type { Once } from '../idempotency.ts';
import { doneBefore, rememberOnce } from '../idempotency.ts';
import { readable, requireReadable } from '../readable.ts';
import { getItem } from '../reads.ts';
import { alertKeys } from '../keys.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';

const PracticeItem = z.object({ practice: AlertedPractice });

/** The practices of an outage as they lie in the store. */
export interface AlertedRows {
  practices: AlertedPractice[];
  /** Those whose row is there and cannot be read. */
  unreadable: OdsCode[];
}

/** DynamoDB's limit on the items of one transaction. */
const TRANSACTION_ITEMS = 100;

/** Reads and writes the practices of an outage, and what they answered. */
export type AlertStore = ReturnType<typeof createAlertStore>;

/** Makes a store over what the database's credentials can reach. */
export function createAlertStore(db: Database) {
  const table = db.tables.alerts;

  /** The practices of an outage, by ODS code, and those whose row is there and cannot be read. */
  async function readRows(tenant: Tenant, id: OutageId): Promise<AlertedRows> {
    const pk = `ICB#${tenant}#OUTAGE#${id}`;
    const rows: AlertedRows = { practices: [], unreadable: [] };
    for (const item of await queryItems(db, table, pk, 'PRACTICE#')) {
      const held = readable(db, PracticeItem, item);
      if (held) rows.practices.push(held.practice);
      else rows.unreadable.push(OdsCode.parse(String(item['sk']).slice('PRACTICE#'.length)));
    }
    return rows;
  }

  /** One practice of an outage, or undefined. */
  async function readPractice(
    tenant: Tenant,
    id: OutageId,
    odsCode: OdsCode,
  ): Promise<AlertedPractice | undefined> {
    const item = await getItem(db, table, { ...alertKeys.practice(tenant, id, odsCode) });
    return item && requireReadable(db, PracticeItem, item).practice;
  }

  return {
    readRows,

    /** The practices of an outage that can be read, by ODS code. */
    async readPractices(tenant: Tenant, id: OutageId): Promise<AlertedPractice[]> {
      return (await readRows(tenant, id)).practices;
    },

    readPractice,

    /**
     * Adds practices that the outage did not have; `'collided'` when another run added some
     * meanwhile.
     */
    async addPractices(
      tenant: Tenant,
      id: OutageId,
      practices: readonly AlertedPractice[],
    ): Promise<'done' | 'collided'> {
      return inTransactions(practices, (practice) =>
        put(
          table,
          { ...alertKeys.practice(tenant, id, practice.odsCode) },
          { practice },
          undefined,
        ),
      );
    },

    /**
     * Marks an update as published to practices; harmless to repeat. A practice to whom a later one
     * is published, by another run meanwhile, stays as it is.
     */
    async markPublished(
      tenant: Tenant,
      id: OutageId,
      odsCodes: readonly OdsCode[],
      update: number,
      at: string,
    ): Promise<void> {
      let left = odsCodes;
      await untilDone(db, async () => {
        const outcome = await inTransactions(left, (odsCode) => ({
          Update: {
            TableName: table,
            Key: marshall(alertKeys.practice(tenant, id, odsCode)),
            UpdateExpression:
              'SET practice.publishedUpdate = :update, practice.publishedAt = if_not_exists(practice.publishedAt, :at)',
            ConditionExpression: 'practice.publishedUpdate < :update',
            ExpressionAttributeValues: marshall({ ':update': update, ':at': at }),
          },
        }));
        if (outcome === 'done') return outcome;
        const { practices } = await readRows(tenant, id);
        const behind = practices.filter(({ publishedUpdate }) => publishedUpdate < update);
        const codes = new Set(behind.map(({ odsCode }) => odsCode));
        left = left.filter((odsCode) => codes.has(odsCode));
        return 'again';
      });
    },

    /** Records that a practice's first message has gone. */
    markFirstSent: (tenant: Tenant, id: OutageId, odsCode: OdsCode, at: string) =>
      markOnce(tenant, id, odsCode, 'firstSentAt', at),

    /** Records that a message to a practice failed for good. */
    markFailed: (tenant: Tenant, id: OutageId, odsCode: OdsCode, at: string) =>
      markOnce(tenant, id, odsCode, 'failedAt', at),

    /** Adds what a practice answered; nothing that was answered before is lost. */
    async addReply(
      tenant: Tenant,
      id: OutageId,
      odsCode: OdsCode,
      reply: ReplyGiven,
    ): Promise<void> {
      await updateItem(db, replyAdded(tenant, id, odsCode, reply));
    },

    /**
     * Adds what a practice said by telephone, as `decide` makes it of the practice held, in one
     * transaction with the trail; gives the practice as it is then. Throws `not-found` for a
     * practice that is not in the outage.
     */
    async addHeard(
      tenant: Tenant,
      id: OutageId,
      odsCode: OdsCode,
      decide: (held: AlertedPractice) => ReplyGiven,
      trail: TrailEntry,
      once: Once | undefined,
    ): Promise<AlertedPractice> {
      return untilDone(db, async () => {
        const held = await readPractice(tenant, id, odsCode);
        if (!held) throw notIn(id, odsCode);
        if (await doneBefore(db, tenant, once)) return held;
        const reply = decide(held);
        const outcome = await transact(db, [
          { Update: replyAdded(tenant, id, odsCode, reply) },
          ...rememberOnce(db.tables.registry, tenant, once, odsCode),
          trailWrite(db.tables.registry, tenant, trail),
        ]);
        return outcome === 'done' ? { ...held, replies: [...held.replies, reply] } : 'again';
      });
    },
  };

  function replyAdded(tenant: Tenant, id: OutageId, odsCode: OdsCode, reply: ReplyGiven) {
    return {
      TableName: table,
      Key: marshall(alertKeys.practice(tenant, id, odsCode)),
      UpdateExpression: 'SET practice.replies = list_append(practice.replies, :reply)',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: marshall({ ':reply': [reply] }, { removeUndefinedValues: true }),
    };
  }

  /** Writes a moment that stands from then on, whoever writes it again. */
  async function markOnce(
    tenant: Tenant,
    id: OutageId,
    odsCode: OdsCode,
    what: 'firstSentAt' | 'failedAt',
    at: string,
  ): Promise<void> {
    await updateItem(db, {
      TableName: table,
      Key: marshall(alertKeys.practice(tenant, id, odsCode)),
      UpdateExpression: `SET practice.${what} = if_not_exists(practice.${what}, :at)`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: marshall({ ':at': at }),
    });
  }

  async function inTransactions<T>(
    values: readonly T[],
    write: (value: T) => TransactWriteItem,
  ): Promise<'done' | 'collided'> {
    for (let from = 0; from < values.length; from += TRANSACTION_ITEMS) {
      const chunk = values.slice(from, from + TRANSACTION_ITEMS);
      if ((await transact(db, chunk.map(write))) === 'collided') return 'collided';
    }
    return 'done';
  }
}

function notIn(id: OutageId, odsCode: OdsCode): Refusal {
  return new Refusal(
    'not-found',
    `There is no practice ${odsCode} on the board of the outage ${id}`,
  );
}

/** One update to one contact by one channel. */
export interface DeliveryKey {
  odsCode: OdsCode;
  update: number;
  channel: Channel;
  /** Keyed hash of the address, never the address. */
  recipient: string;
}
