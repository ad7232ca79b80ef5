import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const app = join(import.meta.dirname, '..', '..', 'infra', 'src', 'app.ts');

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const TemplateFile = z.looseObject({ Resources: z.record(z.string(), Resource) });

/** One resource of a template. */
export type Resource = z.infer<typeof Resource>;

/** The templates that the CDK app writes, as CloudFormation would get them. */
export interface Assembly {
  data: z.infer<typeof TemplateFile>;
  service: z.infer<typeof TemplateFile>;
}

/** Runs the CDK app as its users do, in a folder of its own that is gone afterwards. */
export async function synthesize(): Promise<Assembly> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-assembly-'));
  try {
    await promisify(execFile)(process.execPath, [app], {
      env: { ...process.env, CDK_OUTDIR: folder },
    });
    const read = (stack: string) =>
      TemplateFile.parse(JSON.parse(readFileSync(join(folder, `${stack}.template.json`), 'utf8')));
    return { data: read('registry-data'), service: read('registry-service') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resources of one type by logical id. */
export function ofType(template: Assembly['data'], type: string): [id: string, Resource][] {
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
      Effect: z.literal('Allow'),
      Principal: z.unknown().optional(),
      Action: oneOrMore(z.string()),
      Resource: z.unknown().optional(),
      Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
    }),
  ),
});
/** One statement of a policy. */
export type Statement = z.infer<typeof Policy>['Statement'][number];

/** Logical id that a `Ref`, a `Fn::GetAtt` or the export behind a `Fn::ImportValue` names, without the CDK's hash. */
export function named(reference: unknown): string {
  const text = JSON.stringify(reference);
  const id =
    /"Fn::ImportValue":"[^:]+:ExportsOutput(?:Ref|FnGetAtt)(\w+?)[0-9A-F]{8}/.exec(text)?.[1] ??
    /"(?:Ref|Fn::GetAtt)":\[?"(\w+?)(?:[0-9A-F]{8})?"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`${text} should refer to a resource`);
  return id;
}
