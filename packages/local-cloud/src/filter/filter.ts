import * as z from 'zod';

/**
 * The one matcher of event patterns (Lambda's FilterCriteria) and filter policies (SNS). Both name
 * values and list, for each name, the conditions of which one must hold: exact values, `prefix`,
 * `exists` and `anything-but`. They differ in this alone:
 *
 * |                       | event pattern          | filter policy                            |
 * | --------------------- | ---------------------- | ---------------------------------------- |
 * | names                 | nest, as events do     | are one level of message attributes      |
 * | a name has            | one value              | several, in a `String.Array`             |
 * | `anything-but` takes  | any value, or a list   | text or numbers, a list, or a `prefix`   |
 * | a list of conditions  | may be empty           | has one at least                         |
 * | limits                | none                   | 5 names, 150 combinations of conditions  |
 *
 * Sources: Lambda developer guide, "Control which events Lambda sends to your function"; SNS
 * developer guide, "String value matching" and "Filter policy constraints".
 */
const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
type Scalar = z.infer<typeof Scalar>;

const Prefix = z.strictObject({ prefix: z.string() });
const Exists = z.strictObject({ exists: z.boolean() });
const TextOrNumber = z.union([z.string(), z.number()]);

/** What an event pattern may ask of one value. */
const EventCondition = z.union([
  Scalar,
  Prefix,
  Exists,
  z.strictObject({ 'anything-but': oneOrMore(Scalar) }),
]);

/** What a filter policy may ask of one attribute. */
const AttributeCondition = z.union([
  Scalar,
  Prefix,
  Exists,
  z.strictObject({ 'anything-but': z.union([oneOrMore(TextOrNumber), Prefix]) }),
]);
type Condition = z.infer<typeof EventCondition> | z.infer<typeof AttributeCondition>;

function oneOrMore<T extends z.ZodType>(value: T) {
  return z.union([z.array(value).min(1), value.transform((one) => [one])]);
}

/** Whether one of a name's values meets the condition; `undefined` stands for an absent name. */
function holds(condition: Condition, values: readonly unknown[] | undefined): boolean {
  if (typeof condition === 'object' && condition !== null && 'exists' in condition) {
    return condition.exists === (values !== undefined);
  }
  return values?.some((value) => fits(condition, value)) ?? false;
}

function fits(condition: Exclude<Condition, z.infer<typeof Exists>>, value: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return condition === value;
  if ('prefix' in condition) return startsWith(value, condition.prefix);
  const unwanted = condition['anything-but'];
  return Array.isArray(unwanted)
    ? !unwanted.some((each) => each === value)
    : !startsWith(value, unwanted.prefix);
}

function startsWith(value: unknown, prefix: string): boolean {
  return typeof value === 'string' && value.startsWith(prefix);
}

/** Whether an event passes. */
export type EventFilter = (event: unknown) => boolean;

const Level = z.record(z.string(), z.unknown());

/**
 * Reads the patterns of a mapping's FilterCriteria; an event passes when one of them fits.
 * @throws Error for a pattern with anything else in it: a filter misread would lose events
 */
export function readEventFilter(patterns: readonly string[]): EventFilter {
  if (patterns.length === 0) return () => true;
  const filters = patterns.map((pattern) => readLevel(parseJson(pattern), pattern));
  return (event) => filters.some((passes) => passes(event));
}

function readLevel(level: unknown, pattern: string): EventFilter {
  if (Array.isArray(level)) {
    const conditions = level.map((condition: unknown) => readCondition(condition, pattern));
    return (value) => {
      const values = value === undefined ? undefined : [value];
      return conditions.some((condition) => holds(condition, values));
    };
  }
  const named = Level.safeParse(level);
  if (!named.success) {
    throw new Error(`The filter ${pattern} has a value outside a list: write ["value"].`);
  }
  const parts = Object.entries(named.data).map(
    ([name, inner]) => [name, readLevel(inner, pattern)] as const,
  );
  return (value) => {
    const found = Level.safeParse(value);
    return parts.every(([name, passes]) => passes(found.success ? found.data[name] : undefined));
  };
}

function readCondition(condition: unknown, pattern: string): z.infer<typeof EventCondition> {
  const parsed = EventCondition.safeParse(condition);
  if (parsed.success) return parsed.data;
  throw new Error(
    `The filter ${pattern} has ${JSON.stringify(condition)}, which the local cloud does not know: exact values, prefix, exists and anything-but would be right.`,
  );
}

function parseJson(pattern: string): unknown {
  try {
    return JSON.parse(pattern);
  } catch {
    throw new Error(`The filter ${pattern} is not JSON.`);
  }
}

/** Message attributes by name, as SNS and SQS write them. */
type Attributes = Readonly<
  Record<string, { DataType: string; StringValue?: string | undefined } | undefined>
>;

/** Whether a subscriber wants a message with these attributes. */
export type AttributeFilter = (attributes: Attributes) => boolean;

const FilterPolicy = z.record(z.string(), z.array(AttributeCondition).min(1));
const MOST_NAMES = 5;
const MOST_COMBINATIONS = 150;

/**
 * Reads a filter policy on message attributes: each name must meet one of its conditions.
 * @throws Error for any other operator, `numeric` and `$or` among them, and past SNS's limits
 */
export function readAttributeFilter(policy: unknown): AttributeFilter {
  const parsed = FilterPolicy.safeParse(policy);
  if (!parsed.success) {
    throw refused(policy, 'its names must hold lists of values, prefix, exists or anything-but');
  }
  const rules = Object.entries(parsed.data);
  if (rules.length > MOST_NAMES) throw refused(policy, `it may have ${MOST_NAMES} names`);
  const combinations = rules.reduce((product, [, conditions]) => product * conditions.length, 1);
  if (combinations > MOST_COMBINATIONS) {
    throw refused(policy, `it may have ${MOST_COMBINATIONS} combinations of conditions`);
  }
  return (attributes) =>
    rules.every(([name, conditions]) => {
      const values = valuesOf(attributes[name]);
      return conditions.some((condition) => holds(condition, values));
    });
}

function refused(policy: unknown, reason: string): Error {
  return new Error(`The FilterPolicy ${JSON.stringify(policy)} cannot be used: ${reason}.`);
}

/** The values of an attribute. A binary one takes no part in filters, as in SNS. */
function valuesOf(attribute: Attributes[string]): readonly Scalar[] | undefined {
  if (attribute?.StringValue === undefined) return undefined;
  const { DataType, StringValue } = attribute;
  if (DataType === 'String.Array') return z.array(Scalar).parse(JSON.parse(StringValue));
  return [DataType === 'Number' ? Number(StringValue) : StringValue];
}
