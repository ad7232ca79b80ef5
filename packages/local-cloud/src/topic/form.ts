import * as z from 'zod';
import { AwsError } from '../protocol/service.ts';

/** A list in an AWS Query form, `Name.member.1`, `Name.entry.2`; `Name=` alone is an empty one. */
export function listOf<T extends z.ZodType>(schema: T, part: 'member' | 'entry') {
  const items = z
    .strictObject({ [part]: z.record(z.string().regex(/^\d+$/), schema) })
    .transform((list) => Object.values(list).flatMap((byIndex) => Object.values(byIndex)));
  return z.union([z.literal('').transform((): z.output<T>[] => []), items]);
}

/**
 * An AWS Query form with its dotted names unfolded: `A.B=1` is `{A: {B: '1'}}`. `Action` and
 * `Version` are left out.
 */
export function unfold(form: URLSearchParams): Record<string, unknown> {
  const { Action: _action, Version: _version, ...input } = nest([...form]);
  return input;
}

function nest(entries: readonly (readonly [string, string])[]): Record<string, unknown> {
  const plain = entries.filter(([name]) => !name.includes('.'));
  const groups = Map.groupBy(
    entries.filter(([name]) => name.includes('.')),
    ([name]) => name.slice(0, name.indexOf('.')),
  );
  const nested = [...groups].map(([first, inner]) => {
    const rest = inner.map(([name, value]) => [name.slice(first.length + 1), value] as const);
    return [first, nest(rest)] as const;
  });
  return Object.fromEntries<unknown>([...plain, ...nested]);
}

/**
 * Parses an operation's input. Throws InvalidParameter for what SNS would refuse and for what
 * nobody here uses yet.
 */
export function readInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new AwsError('InvalidParameter', `Invalid parameter: ${problems.join('; ')}`);
}
