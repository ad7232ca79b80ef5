import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Channel, Outage, OutageId, ReplyGiven, Tenant } from '@registry/domain';
import type { AlertedPractice } from '@registry/domain';
import { OdsCode, Refusal, Says, saysOf } from '@registry/domain';
import type { Database } from '../database.ts';
import { put, queryItems, transact, untilDone, updateItem, updateItemIf } from '../database.ts';
import type { Once } from '../idempotency.ts';
import { doneBefore, rememberOnce } from '../idempotency.ts';
import { readable, readableOf, requireReadable } from '../readable.ts';
import { getItem } from '../reads.ts';
import { alertKeys } from '../keys.ts';
import type { TrailEntry } from '../trail.ts';
import { trailWrite } from '../trail.ts';
import { PracticeItem, waitingAttribute } from './told-items.ts';

const CountedItem = z.object({ sk: OdsCode, says: Says });

/** One more answer of a practice. */
export interface NewAnswer {
  outage: Pick<Outage, 'id' | 'declaredBy'>;
  odsCode: OdsCode;
  /** Makes the answer of the practice as it is held; it throws for one that is not to be kept. */
  decide: (held: AlertedPractice) => ReplyGiven;
  /** Who wrote it down, where that was not the practice itself. */
  trail?: TrailEntry;
  once?: Once | undefined;
}

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

    /**
     * Records that a channel's provider takes no message of this update for a practice; the
     * earliest such word stays, and what another channel has told meanwhile waits for nothing.
     */
    async markWaiting(
      tenant: Tenant,
      id: OutageId,
      { odsCode, update, channel }: Pick<DeliveryKey, 'odsCode' | 'update' | 'channel'>,
      waiting: NonNullable<AlertedPractice['waiting']>,
    ): Promise<void> {
      await updateItemIf(db, {
        TableName: table,
        Key: marshall(alertKeys.practice(tenant, id, odsCode)),
        UpdateExpression: 'SET #waiting = if_not_exists(#waiting, :waiting)',
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(practice.toldUpdate) OR practice.toldUpdate < :update)',
        ExpressionAttributeNames: { '#waiting': waitingAttribute(channel) },
        ExpressionAttributeValues: marshall({ ':waiting': waiting, ':update': update }),
      });
    },

    /** Records whose turn it is in a practice; harmless to repeat. */
    markTurn: (
      tenant: Tenant,
      id: OutageId,
      odsCode: OdsCode,
      turn: NonNullable<AlertedPractice['turn']>,
    ) =>
      changePractice(alertKeys.practice(tenant, id, odsCode), 'SET practice.turn = :turn', {
        ':turn': turn,
      }),

    /**
     * Adds what a practice answered, as `decide` makes it of the practice held, in one transaction
     * with what NHS England may count of it and with the trail; gives the practice as it is then.
     * Nothing that was answered before is lost. Throws `not-found` for a practice that is not in
     * the outage.
     */
    async addAnswer(
      tenant: Tenant,
      { outage: { id, declaredBy }, odsCode, decide, trail, once }: NewAnswer,
    ): Promise<AlertedPractice> {
      return untilDone(db, async () => {
        const held = await readPractice(tenant, id, odsCode);
        if (!held) throw notIn(id, odsCode);
        if (await doneBefore(db, tenant, once)) return held;
        const practice = { ...held, replies: [...held.replies, decide(held)] };
        const counted = alertKeys.counted(tenant, id, odsCode);
        const outcome = await transact(db, [
          replyAdded(tenant, id, practice),
          ...(declaredBy === tenant
            ? []
            : [put(table, { ...counted }, { says: saysOf(practice) }, 'any')]),
          ...rememberOnce(db.tables.registry, tenant, once, odsCode),
          ...(trail ? [trailWrite(db.tables.registry, tenant, trail)] : []),
        ]);
        return outcome === 'done' ? practice : 'again';
      });
    },

    /** What the practices of an ICB that answered say in a national outage, by ODS code. */
    async readCounted(tenant: Tenant, id: OutageId): Promise<Map<string, Says>> {
      const items = await queryItems(db, table, `ICB#${tenant}#COUNTED#${id}`, '');
      return new Map(readableOf(db, CountedItem, items).map(({ sk, says }) => [sk, says]));
    },
  };

  /** The latest reply, if none has come since the practice was read. */
  function replyAdded(
    tenant: Tenant,
    id: OutageId,
    { odsCode, replies }: AlertedPractice,
  ): TransactWriteItem {
    return {
      Update: {
        TableName: table,
        Key: marshall(alertKeys.practice(tenant, id, odsCode)),
        UpdateExpression: 'SET practice.replies = list_append(practice.replies, :reply)',
        ConditionExpression: 'attribute_exists(pk) AND size(practice.replies) = :before',
        ExpressionAttributeValues: marshall(
          { ':reply': replies.slice(-1), ':before': replies.length - 1 },
          { removeUndefinedValues: true },
        ),
      },
    };
  }

  /** Changes the row of a practice that is there. */
  async function changePractice(
    key: ReturnType<typeof alertKeys.practice>,
    change: string,
    values: Record<string, unknown>,
  ): Promise<void> {
    await updateItem(db, {
      TableName: table,
      Key: marshall(key),
      UpdateExpression: change,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: marshall(values),
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

/** The refusal of a practice that is not in an outage. */
export function notIn(id: OutageId, odsCode: OdsCode): Refusal {
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
