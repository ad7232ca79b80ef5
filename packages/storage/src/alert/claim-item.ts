import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item, Key } from '../database.ts';
import { itemOf } from '../database.ts';

/**
 * The item of a transaction that claims something to be sent, where nothing is there that has
 * ended, or that another has claimed until after `now` (ISO instant).
 */
export function claimItem(
  table: string,
  key: Key,
  attributes: Item,
  now: string,
): TransactWriteItem {
  return {
    Put: {
      TableName: table,
      Item: itemOf(key, attributes),
      ConditionExpression:
        'attribute_not_exists(pk) OR (attribute_not_exists(sentAt) AND attribute_not_exists(failedAt) AND claimedUntil < :now)',
      ExpressionAttributeValues: marshall({ ':now': now }),
    },
  };
}
