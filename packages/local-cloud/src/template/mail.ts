import * as z from 'zod';
import type { Resource } from './resolve.ts';

const IdentityProperties = z.object({ EmailIdentity: z.string() });

/**
 * The domains and addresses that the template lets SES send from; here each is verified from the
 * start.
 */
export function mailIdentitiesOf(resources: readonly Resource[]): string[] {
  return resources
    .filter(({ type }) => type === 'AWS::SES::EmailIdentity')
    .map((resource) => IdentityProperties.parse(resource.properties()).EmailIdentity.toLowerCase());
}
