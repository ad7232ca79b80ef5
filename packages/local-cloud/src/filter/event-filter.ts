import * as z from 'zod';

/** Whether an event passes a filter. */
export type Filter = (event: unknown) => boolean;

/** What one value of an event must be; `undefined` stands for a value that is not there. */
type Test = (value: unknown) => boolean;

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Exists = z.strictObject({ exists: z.boolean() });
const Prefix = z.strictObject({ prefix: z.string() });
const AnythingBut = z.strictObject({
  'anything-but': z.union([z.array(Scalar).nonempty(), Scalar.transform((value) => [value])]),
});
const Level = z.record(z.string(), z.unknown());

/**
 * Reads the patterns of a mapping's FilterCriteria; an event passes when one of them fits. Known in a pattern are nested
 * names and, at their ends, lists of alternatives: exact values, `prefix`, `exists` and `anything-but`.
 * Source: Lambda developer guide, "Control which events Lambda sends to your function".
 * @throws Error for anything else: a filter misread would lose events
 */
export function readFilters(patterns: readonly string[]): Filter {
  if (patterns.length === 0) return () => true;
  const filters = patterns.map((pattern) => readLevel(parseJson(pattern), pattern));
  return (event) => filters.some((fits) => fits(event));
}

function readLevel(level: unknown, pattern: string): Test {
  if (Array.isArray(level)) {
    const tests = level.map((alternative: unknown) => readAlternative(alternative, pattern));
    return (value) => tests.some((test) => test(value));
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
    return parts.every(([name, fits]) => fits(found.success ? found.data[name] : undefined));
  };
}

function readAlternative(alternative: unknown, pattern: string): Test {
  const scalar = Scalar.safeParse(alternative);
  if (scalar.success) return (value) => value === scalar.data;
  const exists = Exists.safeParse(alternative);
  if (exists.success) return (value) => (value !== undefined) === exists.data.exists;
  const prefix = Prefix.safeParse(alternative);
  if (prefix.success) {
    return (value) => typeof value === 'string' && value.startsWith(prefix.data.prefix);
  }
  const but = AnythingBut.safeParse(alternative);
  if (but.success) {
    const excluded: readonly unknown[] = but.data['anything-but'];
    return (value) => value !== undefined && !excluded.includes(value);
  }
  throw new Error(
    `The filter ${pattern} has ${JSON.stringify(alternative)}, which the local cloud does not know: exact values, prefix, exists and anything-but would be right.`,
  );
}

function parseJson(pattern: string): unknown {
  try {
    return JSON.parse(pattern);
  } catch {
    throw new Error(`The filter ${pattern} is not JSON.`);
  }
}
