import type * as z from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/**
 * What would be right, in words, where a schema says no more itself; undefined leaves zod's own.
 */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_value') {
    return `should be one of ${issue.values.map(String).join(', ')}`;
  }
  if (issue.code === 'invalid_type') {
    const missing = issue.input === undefined ? 'is missing: it ' : '';
    return `${missing}should be ${kinds[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'unrecognized_keys') return 'is not a field of this request';
  if (issue.code === 'too_small') return `should have or be at least ${String(issue.minimum)}`;
  if (issue.code === 'too_big') return `should have or be ${String(issue.maximum)} at most`;
  return undefined;
};
