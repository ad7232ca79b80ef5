import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Channel, OdsCode, OutageId, Tenant } from '@registry/domain';
import { AlertedPractice, ToldContact } from '@registry/domain';
import { alertKeys } from '../keys.ts';

/**
 * Each contact who was told is an attribute of its own beside the practice, and so is what each
 * kind of receipt says of them: two channels, the next update and receipts never write the same
 * one.
 */
const PREFIX = 'told#';
type Receipts = 'delivered' | 'undelivered';

/** Name of the attribute of one contact by one channel. */
function toldAttribute({ channel, recipient }: Pick<ToldContact, 'channel' | 'recipient'>): string {
  return `${PREFIX}${channel}#${recipient}`;
}

/** Name of the attribute that says since when a channel's provider takes nothing. */
export function waitingAttribute(channel: Channel): string {
  return `waiting#${channel}`;
}

const Waiting = AlertedPractice.shape.waiting;

function receiptAttribute(
  what: Receipts,
  { channel, recipient }: Pick<ToldContact, 'channel' | 'recipient'>,
): string {
  return `${what}#${channel}#${recipient}`;
}

/** A practice of an outage as its item holds it. */
export const PracticeItem = z
  .looseObject({ practice: AlertedPractice })
  .transform(({ practice, ...rest }, context) => {
    const told = z
      .array(ToldContact)
      .safeParse(
        Object.entries(rest).flatMap(([name, value]) =>
          name.startsWith(PREFIX) ? [withReceipts(name.slice(PREFIX.length), value, rest)] : [],
        ),
      );
    const waits = z
      .array(Waiting)
      .safeParse([
        practice.waiting,
        rest[waitingAttribute('sms')],
        rest[waitingAttribute('email')],
      ]);
    if (told.success && waits.success) {
      const [waiting] = waits.data.flatMap((each) => each ?? []).sort(bySince);
      return { practice: { ...practice, told: told.data, ...(waiting && { waiting }) } };
    }
    context.addIssue({ code: 'custom', message: 'has somebody told or waiting in a form unknown' });
    return z.NEVER;
  });

const Held = z.looseObject({});

/** Who was told, by the part of the attribute's name that is theirs, with what receipts say. */
function withReceipts(whose: string, told: unknown, beside: Record<string, unknown>): unknown {
  const held = Held.safeParse(told);
  if (!held.success) return told;
  const [delivered, undelivered] = (['delivered', 'undelivered'] as const).map(
    (what) => beside[`${what}#${whose}`],
  );
  return {
    ...held.data,
    ...(delivered ? { delivered } : {}),
    ...(undelivered ? { undelivered } : {}),
  };
}

function bySince(a: { since: string }, b: { since: string }): number {
  return a.since < b.since ? -1 : 1;
}

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
      'SET practice.toldUpdate = :update, practice.firstSentAt = if_not_exists(practice.firstSentAt, :at), #told = :told REMOVE practice.waiting, #sms, #email',
    names: {
      '#told': toldAttribute(told),
      '#sms': waitingAttribute('sms'),
      '#email': waitingAttribute('email'),
    },
    values: { ':update': told.update, ':at': at, ':told': withoutReceipts(told) },
  });
}

/** The same of one that failed for good; of nobody where there was no contact to tell. */
export function rowFailed(
  table: string,
  tenant: Tenant,
  id: OutageId,
  {
    odsCode,
    channel,
    told,
    at,
  }: Omit<Told, 'told'> & { channel: Channel; told: ToldContact | undefined },
): TransactWriteItem {
  const failed = 'SET practice.failedAt = if_not_exists(practice.failedAt, :at)';
  return change(table, tenant, id, odsCode, {
    // What the other channel waits for, it goes on waiting for.
    expression: `${failed}${told ? ', #told = :told, #why = :why' : ''} REMOVE practice.waiting, #waiting`,
    names: {
      '#waiting': waitingAttribute(channel),
      ...(told && {
        '#told': toldAttribute(told),
        '#why': receiptAttribute('undelivered', told),
      }),
    },
    values: {
      ':at': at,
      ...(told && { ':told': withoutReceipts(told), ':why': told.undelivered }),
    },
  });
}

function withoutReceipts({
  delivered: _delivered,
  undelivered: _undelivered,
  ...told
}: ToldContact): Omit<ToldContact, 'delivered' | 'undelivered'> {
  return told;
}

function change(
  table: string,
  tenant: Tenant,
  id: OutageId,
  odsCode: OdsCode,
  how: {
    expression: string;
    names: Record<string, string>;
    values: Record<string, unknown>;
  },
): TransactWriteItem {
  return {
    Update: {
      TableName: table,
      Key: marshall(alertKeys.practice(tenant, id, odsCode)),
      UpdateExpression: how.expression,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: how.names,
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
  /** Why it did not arrive, and whether that may pass; undefined where it did. */
  failure: { reason: string; passing: boolean } | undefined;
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
  const { update, at, failure } = receipt;
  const what = failure === undefined ? 'delivered' : 'undelivered';
  const why = failure && {
    reason: failure.reason,
    ...(failure.passing && { passing: true }),
  };
  return {
    expression: 'SET #what = :what',
    condition: 'attribute_exists(pk) AND (attribute_not_exists(#what) OR #what.#update < :update)',
    names: { '#what': receiptAttribute(what, receipt), '#update': 'update' },
    values: { ':what': { update, at, ...why }, ':update': update },
  };
}
