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
 * The text of managed policies that CDK attaches by itself, by the end of their ARN. Source: AWS
 * managed policy reference.
 */
const MANAGED: Readonly<Record<string, object>> = {
  'service-role/AWSLambdaBasicExecutionRole': {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '*',
      },
    ],
  },
};

/**
 * The template's roles, each with its own policies and those attached to it.
 * @throws Error for a permissions boundary, and for a managed policy other than
 *   AWSLambdaBasicExecutionRole: their text is not in the template
 */
export function rolesOf(resources: readonly Resource[]): Role[] {
  const attached = resources
    .filter(({ type }) => type === 'AWS::IAM::Policy')
    .map((resource) => PolicyProperties.parse(resource.properties()));
  return resources
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .map((resource) => {
      const role = RoleProperties.parse(resource.properties());
      const managed = role.ManagedPolicyArns.map((arn) => managedPolicy(arn, resource));
      return {
        arn: resource.arn ?? '',
        name: resource.ref,
        trust: role.AssumeRolePolicyDocument,
        policies: [
          ...managed,
          ...role.Policies,
          ...attached.filter(({ Roles }) => Roles.includes(resource.ref)),
        ].map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument })),
        ...(role.MaxSessionDuration === undefined
          ? {}
          : { maxSessionSeconds: role.MaxSessionDuration }),
      };
    });
}

function managedPolicy(arn: string, { logicalId, stack }: Resource) {
  const name = arn.replace('arn:aws:iam::aws:policy/', '');
  const document = MANAGED[name];
  if (document !== undefined) return { PolicyName: name, PolicyDocument: document };
  throw new Error(
    `Role ${logicalId} in ${stack} has the managed policy ${arn}, whose text is not in the template: give the role its own policy.`,
  );
}
