import * as z from 'zod';
import type { Role } from '../definitions/role.ts';
import type { Resource } from './resolve.ts';

const RoleProperties = z.object({
  AssumeRolePolicyDocument: z.unknown(),
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.undefined().optional(),
  MaxSessionDuration: z.coerce.number().optional(),
});

const PolicyProperties = z.object({
  PolicyName: z.string(),
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string()).default([]),
});

/**
 * The template's roles, each with its own policies and those attached to it.
 * @throws Error for a managed policy or a permissions boundary: their text is not in the template
 */
export function rolesOf(resources: readonly Resource[]): Role[] {
  const attached = resources
    .filter(({ type }) => type === 'AWS::IAM::Policy')
    .map((resource) => PolicyProperties.parse(resource.properties()));
  return resources
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .map((resource) => {
      const role = RoleProperties.parse(resource.properties());
      const [managed] = role.ManagedPolicyArns;
      if (managed !== undefined) {
        throw new Error(
          `Role ${resource.logicalId} in ${resource.stack} has the managed policy ${managed}, whose text is not in the template: give the role its own policy.`,
        );
      }
      return {
        arn: resource.arn ?? '',
        name: resource.ref,
        trust: role.AssumeRolePolicyDocument,
        policies: [
          ...role.Policies,
          ...attached.filter(({ Roles }) => Roles.includes(resource.ref)),
        ].map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument })),
        ...(role.MaxSessionDuration === undefined
          ? {}
          : { maxSessionSeconds: role.MaxSessionDuration }),
      };
    });
}
