import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Channel, OdsCode, OutageId, Tenant } from '@registry/domain';
import { AlertedPractice, ToldContact } from '@registry/domain';
import { alertKeys } from '../keys.ts';

/**
 * Each contact who was told is an attribute of its own beside the practice, so that two channels
 * and their receipts never write the same one.
 */
const PREFIX = 'told#';

/** Name of the attribute of one contact by one channel. */
function toldAttribute({ channel, recipient }: Pick<ToldContact, 'channel' | 'recipient'>): string {
  return `${PREFIX}${channel}#${recipient}`;
}

/** A practice of an outage as its item holds it. */
export const PracticeItem = z
  .looseObject({ practice: AlertedPractice })
  .transform(({ practice, ...rest }, context) => {
    const told = z
      .array(ToldContact)
      .safeParse(
        Object.entries(rest).flatMap(([name, value]) => (name.startsWith(PREFIX) ? [value] : [])),
      );
    if (told.success) return { practice: { ...practice, told: told.data } };
    context.addIssue({ code: 'custom', message: 'has somebody told in a form unknown' });
    return z.NEVER;
  });

/** What became of a delivery to a contact: the practice's part of it. */
export interface Told {
  odsCode: OdsCode;
  told: ToldContact;
  /** ISO instant. */
  at: string;
}

/** The item of a transaction that tells a practice's row that a provider took an update for it. */
export function rowTold(
  table: string,
  tenant: Tenant,
  id: OutageId,
  { odsCode, told, at }: Told,
): TransactWriteItem {
  return change(table, tenant, id, odsCode, {
    expression:
      'SET practice.toldUpdate = :update, practice.firstSentAt = if_not_exists(practice.firstSentAt, :at), #told = :told REMOVE practice.waiting',
    names: { '#told': toldAttribute(told) },
    values: { ':update': told.update, ':at': at, ':told': told },
  });
}

/** The same of one that failed for good; of nobody where there was no contact to tell. */
export function rowFailed(
  table: string,
  tenant: Tenant,
  id: OutageId,
  { odsCode, told, at }: Omit<Told, 'told'> & { told: ToldContact | undefined },
): TransactWriteItem {
  const failed = 'SET practice.failedAt = if_not_exists(practice.failedAt, :at)';
  return change(table, tenant, id, odsCode, {
    expression: `${failed}${told ? ', #told = :told' : ''} REMOVE practice.waiting`,
    names: told && { '#told': toldAttribute(told) },
    values: { ':at': at, ...(told && { ':told': told }) },
  });
}

function change(
  table: string,
  tenant: Tenant,
  id: OutageId,
  odsCode: OdsCode,
  how: {
    expression: string;
    names: Record<string, string> | undefined;
    values: Record<string, unknown>;
  },
): TransactWriteItem {
  return {
    Update: {
      TableName: table,
      Key: marshall(alertKeys.practice(tenant, id, odsCode)),
      UpdateExpression: how.expression,
      ConditionExpression: 'attribute_exists(pk)',
      ...(how.names && { ExpressionAttributeNames: how.names }),
      ExpressionAttributeValues: marshall(how.values, { removeUndefinedValues: true }),
    },
  };
}

/** What a receipt says of one update to one contact. */
export interface Receipt {
  channel: Channel;
  recipient: string;
  update: number;
  /** ISO instant. */
  at: string;
  /** Why it did not arrive; undefined where it did. */
  reason: string | undefined;
}

/**
 * The update of a practice's row by a receipt; one of an earlier update than another spoke of
 * changes nothing.
 */
export function rowReceipt(receipt: Receipt): {
  expression: string;
  condition: string;
  names: Record<string, string>;
  values: Record<string, unknown>;
} {
  const { update, at, reason } = receipt;
  const what = reason === undefined ? 'delivered' : 'undelivered';
  return {
    expression: 'SET #told.#what = :what',
    condition:
      'attribute_exists(#told) AND (attribute_not_exists(#told.#what) OR #told.#what.#update < :update)',
    names: { '#told': toldAttribute(receipt), '#what': what, '#update': 'update' },
    values: { ':what': { update, at, ...(reason !== undefined && { reason }) }, ':update': update },
  };
}
