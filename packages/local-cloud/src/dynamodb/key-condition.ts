import * as z from 'zod';

/** A Query as far as its partition key needs it. */
export const keyConditionSchema = z.object({
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
  KeyConditions: z
    .record(
      z.string(),
      z.object({ ComparisonOperator: z.string(), AttributeValueList: z.array(z.unknown()) }),
    )
    .optional(),
});

const WORDS = /[#:]?[\w.-]+|<>|<=|>=|[=<>(),]/g;

/**
 * The values that a Query holds its partition key equal to, still as attribute values (`{S:
 * 'TENANT#north#LIST'}`); none when it has no such condition. The expression's grammar allows no OR
 * and no NOT, so each `key = :value` in it binds.
 */
export function keyValuesOf(query: z.infer<typeof keyConditionSchema>, key: string): unknown[] {
  const { KeyConditionExpression, KeyConditions } = query;
  if (KeyConditionExpression === undefined) {
    const condition = KeyConditions?.[key];
    return condition?.ComparisonOperator === 'EQ' ? condition.AttributeValueList : [];
  }
  const words = KeyConditionExpression.match(WORDS) ?? [];
  return words.flatMap((word, at) => {
    const name = word.startsWith('#') ? query.ExpressionAttributeNames?.[word] : word;
    if (name !== key || words[at + 1] !== '=') return [];
    return [query.ExpressionAttributeValues?.[words[at + 2] ?? '']];
  });
}
