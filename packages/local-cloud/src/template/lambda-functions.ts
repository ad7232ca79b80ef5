import * as z from 'zod';
import type { FunctionDefinition } from '../definitions/function.ts';
import { parsePolicy } from '../policy/policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { Resource } from './resolve.ts';

const FunctionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Role: z.string(),
  Runtime: z.string(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().int().min(1).optional(),
  Environment: z
    .object({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
});

const PermissionProperties = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});
type Permission = z.infer<typeof PermissionProperties>;

/**
 * The template's functions with who may invoke them.
 * @param assets the folder of each bundle by S3 key
 * @param replaceCode other bundles, by function folder
 * @throws Error for a bundle that is not in the assembly, a runtime other than Node's, or a name in
 *   `replaceCode` that no function has
 */
export function functionsOf(
  resources: readonly Resource[],
  assets: ReadonlyMap<string, string>,
  replaceCode: Readonly<Record<string, string>>,
): FunctionDefinition[] {
  const permissions = resources
    .filter(({ type }) => type === 'AWS::Lambda::Permission')
    .map((resource) => PermissionProperties.parse(resource.properties()));
  const functions = resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .map((resource) => {
      const properties = FunctionProperties.parse(resource.properties());
      const { ReservedConcurrentExecutions: reserved } = properties;
      const folder = properties.Environment.Variables.POWERTOOLS_SERVICE_NAME ?? resource.logicalId;
      const code = replaceCode[folder] ?? assets.get(properties.Code.S3Key);
      if (code === undefined) {
        throw new Error(
          `The bundle of ${folder}, ${properties.Code.S3Key}, is not in the assembly.`,
        );
      }
      if (!properties.Runtime.startsWith('nodejs')) {
        throw new Error(`${folder} runs on ${properties.Runtime}: only nodejs runtimes run here.`);
      }
      return {
        name: resource.ref,
        arn: resource.arn ?? '',
        folder,
        roleArn: properties.Role,
        code,
        handler: properties.Handler,
        timeoutSeconds: properties.Timeout,
        memoryMegabytes: properties.MemorySize,
        environment: properties.Environment.Variables,
        policy: policyOf(resource, permissions),
        ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
      };
    });
  refuseUnknown(Object.keys(replaceCode), functions);
  return functions;
}

function policyOf(
  { ref, arn = '' }: Resource,
  permissions: readonly Permission[],
): Policy | undefined {
  const own = permissions.filter(
    ({ FunctionName }) => FunctionName === arn || FunctionName === ref,
  );
  if (own.length === 0) return undefined;
  return parsePolicy(
    { Version: '2012-10-17', Statement: own.map((permission) => statementOf(permission, arn)) },
    `permissions of ${ref}`,
  );
}

/**
 * The statement that Lambda's AddPermission writes. Source: Lambda API reference, AddPermission.
 */
function statementOf(permission: Permission, functionArn: string): object {
  const { Action, Principal, SourceArn, SourceAccount } = permission;
  const condition = {
    ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
    ...(SourceAccount === undefined
      ? {}
      : { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
  };
  return {
    Effect: 'Allow',
    Principal: Principal.endsWith('.amazonaws.com') ? { Service: Principal } : { AWS: Principal },
    Action,
    Resource: functionArn,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}

function refuseUnknown(names: readonly string[], functions: readonly FunctionDefinition[]): void {
  const unknown = names.find((name) => !functions.some(({ folder }) => folder === name));
  if (unknown !== undefined) {
    throw new Error(
      `No function of the template is called "${unknown}", so its code cannot be replaced.`,
    );
  }
}
