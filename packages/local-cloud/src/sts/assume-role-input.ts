import * as z from 'zod';
import { AwsError } from '../protocol/service.ts';

/** What AssumeRole was asked. Tags by key. */
export interface AssumeRoleInput {
  roleArn: string;
  sessionName: string;
  seconds: number;
  tags: Readonly<Record<string, string>>;
}

const LETTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The STS API reference gives these lengths and letters for AssumeRole and Tag. */
const parameters = z.strictObject({
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z
    .string()
    .min(2)
    .max(64)
    .regex(/^[\w+=,.@-]*$/),
  /** The SDK writes a list without members as empty text. */
  Tags: z.literal('').optional(),
  TransitiveTagKeys: z.literal('').optional(),
  PolicyArns: z.literal('').optional(),
  DurationSeconds: z.coerce.number().int().min(900).max(43200).default(3600),
});
const tagSchema = z.strictObject({
  Key: z.string().min(1).max(128).regex(LETTERS),
  Value: z.string().max(256).regex(LETTERS),
});

/**
 * Reads the form of an AssumeRole call. Throws a ValidationError for a parameter that STS would
 * refuse, and for those that nobody here uses yet (session policies, transitive tags, MFA).
 */
export function readAssumeRole(form: URLSearchParams): AssumeRoleInput {
  const plain: Record<string, string> = {};
  const tagParts = new Map<string, Record<string, string>>();
  for (const [name, value] of form) {
    const [, index, part] = /^Tags\.member\.(\d+)\.(\w+)$/.exec(name) ?? [];
    if (index !== undefined && part !== undefined) {
      tagParts.set(index, { ...tagParts.get(index), [part]: value });
    } else if (name !== 'Action' && name !== 'Version') plain[name] = value;
  }
  const { RoleArn, RoleSessionName, DurationSeconds } = check(parameters, plain);
  const tags = [...tagParts.values()].map((tag) => check(tagSchema, tag));
  if (new Set(tags.map(({ Key }) => Key.toLowerCase())).size < tags.length) {
    throw new AwsError(
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  return {
    roleArn: RoleArn,
    sessionName: RoleSessionName,
    seconds: DurationSeconds,
    tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
  };
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `'${path.join('.')}': ${message}`,
  );
  throw new AwsError('ValidationError', `AssumeRole: ${problems.join('; ')}`);
}
