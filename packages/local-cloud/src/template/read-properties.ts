import * as z from 'zod';
import { parsePolicy } from '../policy/policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { Resource } from './resolve.ts';

/**
 * A resource's properties by a schema that knows every property it may have.
 * @throws Error naming the resource and the property that would be ignored, or is wrong
 */
export function readProperties<T>(resource: Resource, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(resource.properties());
  if (parsed.success) return parsed.data;
  throw new Error(
    `The local cloud cannot run ${resource.logicalId} (${resource.type}): ${z.prettifyError(parsed.error)}`,
  );
}

const KeyProperties = z.object({ KeyPolicy: z.unknown() });

/**
 * The key of the template that encrypts a resource.
 * @throws Error when the template has no such key, PolicyNotUnderstood for a policy that the law
 *   cannot read
 */
export function keyOf(
  encrypted: Resource,
  keyId: string,
  resources: readonly Resource[],
): { arn: string; policy: Policy } {
  const key = resources.find(
    ({ type, ref, arn }) => type === 'AWS::KMS::Key' && (keyId === ref || keyId === arn),
  );
  if (key?.arn === undefined) {
    throw new Error(
      `${encrypted.logicalId} is encrypted with ${keyId}, a key not in the template.`,
    );
  }
  const { KeyPolicy } = KeyProperties.parse(key.properties());
  return { arn: key.arn, policy: parsePolicy(KeyPolicy, `key ${key.logicalId}`) };
}
