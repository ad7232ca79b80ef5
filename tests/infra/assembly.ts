import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { assembly as written } from '../set-up/register.ts';

const app = join(import.meta.dirname, '..', '..', 'infra', 'src', 'app.ts');

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const TemplateFile = z.looseObject({ Resources: z.record(z.string(), Resource) });

/** One resource of a template. */
export type Resource = z.infer<typeof Resource>;

/** One stack's template, as CloudFormation would get it. */
export type Template = z.infer<typeof TemplateFile>;

/** The templates that the CDK app writes. */
export interface Assembly {
  data: Template;
  service: Template;
}

/** The templates that the CDK app wrote before the tests. */
export function synthesized(): Assembly {
  return read(written);
}

/** Runs the CDK app once more, as its users do, in a folder of its own that is gone afterwards. */
export async function synthesizeAgain(): Promise<Assembly> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-assembly-'));
  try {
    await promisify(execFile)(process.execPath, [app], {
      env: { ...process.env, CDK_OUTDIR: folder },
    });
    return read(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(folder: string): Assembly {
  const template = (stack: string) =>
    TemplateFile.parse(JSON.parse(readFileSync(join(folder, `${stack}.template.json`), 'utf8')));
  return { data: template('registry-data'), service: template('registry-service') };
}

/** Resources of one type by logical id. */
export function ofType(template: Template, type: string): [id: string, Resource][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item)]).transform((value) => [value].flat());

/** A policy document with its lists as lists. */
export const Policy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.enum(['Allow', 'Deny']),
      Principal: z.unknown().optional(),
      Action: oneOrMore(z.string()),
      Resource: z.unknown().optional(),
      Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
    }),
  ),
});
/** One statement of a policy. */
export type Statement = z.infer<typeof Policy>['Statement'][number];

/**
 * Logical id that a `Ref`, a `Fn::GetAtt` or the export behind a `Fn::ImportValue` names, without
 * the CDK's hash.
 */
export function named(reference: unknown): string {
  const text = JSON.stringify(reference);
  const id =
    /"Fn::ImportValue":"[^:]+:ExportsOutput(?:Ref|FnGetAtt)(\w+?)[0-9A-F]{8}/.exec(text)?.[1] ??
    /"(?:Ref|Fn::GetAtt)":\[?"(\w+?)(?:[0-9A-F]{8})?"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`${text} should refer to a resource`);
  return id;
}

/** Resources of one type in both stacks. */
export function inBoth({ data, service }: Assembly, type: string): [id: string, Resource][] {
  return [...ofType(data, type), ...ofType(service, type)];
}

const FunctionProperties = z.looseObject({
  Role: z.looseObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  Environment: z.strictObject({
    Variables: z.looseObject({ POWERTOOLS_SERVICE_NAME: z.string() }),
  }),
  LoggingConfig: z.looseObject({ LogGroup: z.strictObject({ Ref: z.string() }) }),
  Code: z.looseObject({ S3Key: z.string() }),
  Runtime: z.string(),
  Architectures: z.array(z.string()),
  Timeout: z.number(),
});

/** A role as every role here is: a managed policy would fail the strict parse. */
export const RoleProperties = z.strictObject({
  AssumeRolePolicyDocument: Policy,
  Description: z.string(),
  MaxSessionDuration: z.number().optional(),
  Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: Policy })).default([]),
});
const PolicyProperties = z.looseObject({
  PolicyDocument: Policy,
  Roles: z.array(z.strictObject({ Ref: z.string() })),
});

/** CDK's own, which makes account settings at deployment and at no other time. */
const settingsMaker = /^AWS679f53fac002430cb0da5b7982bd2287/;

/** Every function of ours by its name, with the logical ids of its role and log group. */
export function functionsOf(assembly: Assembly) {
  const ours = inBoth(assembly, 'AWS::Lambda::Function').filter(([id]) => !settingsMaker.test(id));
  return ours.map(([id, { Properties }]) => {
    const parsed = FunctionProperties.parse(Properties);
    return {
      id,
      name: parsed.Environment.Variables.POWERTOOLS_SERVICE_NAME,
      environment: parsed.Environment.Variables,
      role: parsed.Role['Fn::GetAtt'][0],
      logGroup: parsed.LoggingConfig.LogGroup.Ref,
      ...parsed,
    };
  });
}

/** Every statement of a role's own policies. */
export function statementsOf(assembly: Assembly, roleId: string): Statement[] {
  const [, { Properties }] = inBoth(assembly, 'AWS::IAM::Role').find(([id]) => id === roleId)!;
  const attached = inBoth(assembly, 'AWS::IAM::Policy')
    .map(([, policy]) => PolicyProperties.parse(policy.Properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === roleId));
  return [...RoleProperties.parse(Properties).Policies, ...attached].flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
}

const isStream = ({ Action }: Statement) => Action.includes('dynamodb:GetRecords');

/** Whether a statement permits touching tables. */
export function isData(statement: Statement): boolean {
  return statement.Action.some((name) => name.startsWith('dynamodb:')) && !isStream(statement);
}

/** What a role reaches in the tables: table, actions and patterns of partition keys. */
export function dataAccess(assembly: Assembly, roleId: string): unknown[][] {
  return statementsOf(assembly, roleId)
    .filter(isData)
    .flatMap(({ Resource, Action, Condition }) =>
      [Resource]
        .flat()
        .map((table) => [
          named(table),
          Action,
          Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
        ]),
    );
}
