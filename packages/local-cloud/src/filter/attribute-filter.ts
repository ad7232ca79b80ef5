import * as z from 'zod';
import { AwsError } from '../protocol/service.ts';
import type { MessageAttributes } from '../topic/message.ts';

/** Whether a subscriber wants a message with these attributes. */
export type Filter = (attributes: MessageAttributes) => boolean;

type Value = string | number | boolean | null;

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Prefix = z.strictObject({ prefix: z.string() });
const Exists = z.strictObject({ exists: z.boolean() });
const AnythingBut = z.strictObject({
  'anything-but': z.union([
    z.array(z.union([z.string(), z.number()])).min(1),
    z.union([z.string(), z.number()]).transform((value) => [value]),
    Prefix,
  ]),
});
const Condition = z.union([Value, Prefix, Exists, AnythingBut]);
type Condition = z.infer<typeof Condition>;
const FilterPolicy = z.record(z.string(), z.array(Condition).min(1));

/** Limits of a filter policy. Source: SNS developer guide, "Filter policy constraints". */
const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;

/**
 * Reads a filter policy on message attributes: every key must be satisfied, by any of its conditions. Conditions: exact
 * values, `prefix`, `exists`, `anything-but` (values, or a prefix). An attribute with several values (`String.Array`)
 * satisfies a condition when one of them does. Source: SNS developer guide, "String value matching".
 * @throws AwsError InvalidParameter for any other operator, `numeric` and `$or` among them, and past SNS's limits
 */
export function parseFilter(document: unknown): Filter {
  const parsed = FilterPolicy.safeParse(document);
  if (!parsed.success) {
    throw refused('its keys must hold lists of values, prefix, exists or anything-but');
  }
  const rules = Object.entries(parsed.data);
  if (rules.length > MOST_KEYS) throw refused(`it may have ${MOST_KEYS} keys`);
  const combinations = rules.reduce((product, [, conditions]) => product * conditions.length, 1);
  if (combinations > MOST_COMBINATIONS) throw refused('its filter policy is too complex');
  return (attributes) =>
    rules.every(([name, conditions]) => {
      const values = valuesOf(attributes, name);
      return conditions.some((condition) => holds(condition, values));
    });
}

function refused(reason: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: FilterPolicy: ${reason}`);
}

function holds(condition: Condition, values: readonly Value[] | undefined): boolean {
  if (typeof condition === 'object' && condition !== null && 'exists' in condition) {
    return condition.exists === (values !== undefined);
  }
  return values?.some((value) => fits(condition, value)) ?? false;
}

function fits(condition: Exclude<Condition, z.infer<typeof Exists>>, value: Value): boolean {
  if (typeof condition !== 'object' || condition === null) return condition === value;
  if ('prefix' in condition) return startsWith(value, condition.prefix);
  const unwanted = condition['anything-but'];
  return Array.isArray(unwanted)
    ? !unwanted.some((each) => each === value)
    : !startsWith(value, unwanted.prefix);
}

function startsWith(value: Value, prefix: string): boolean {
  return typeof value === 'string' && value.startsWith(prefix);
}

/** Binary attributes take no part in filters, as in SNS. */
function valuesOf(attributes: MessageAttributes, name: string): readonly Value[] | undefined {
  const { DataType, StringValue } = attributes[name] ?? {};
  if (StringValue === undefined) return undefined;
  if (DataType === 'String.Array') return z.array(Value).parse(JSON.parse(StringValue));
  return [DataType === 'Number' ? Number(StringValue) : StringValue];
}
