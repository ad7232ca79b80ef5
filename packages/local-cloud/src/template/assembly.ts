import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const Template = z.object({
  Resources: z.record(z.string(), Resource).default({}),
  Parameters: z
    .record(z.string(), z.object({ Type: z.string(), Default: z.unknown().optional() }))
    .default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: z.unknown(),
        Export: z.object({ Name: z.unknown() }).optional(),
      }),
    )
    .default({}),
});

/** A CloudFormation template as CDK writes it, its intrinsic functions still in place. */
type Template = z.infer<typeof Template>;

/** One synthesized stack. */
export interface Stack {
  name: string;
  template: Template;
}

/**
 * What `cdk synth` wrote: its stacks, and the folder on this machine of each uploaded asset by its
 * S3 key.
 */
export interface Assembly {
  stacks: readonly Stack[];
  assets: ReadonlyMap<string, string>;
}

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
const StackProperties = z.object({ templateFile: z.string() });
const AssetProperties = z.object({ file: z.string() });

const AssetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/**
 * Reads a CDK cloud assembly (`manifest.json`, templates, asset manifests).
 * @param folder the assembly's folder, such as `cdk.out`
 * @throws Error naming the folder and what is missing or malformed in it
 */
export async function readAssembly(folder: string): Promise<Assembly> {
  const manifest = await readJson(path.join(folder, 'manifest.json'), Manifest);
  const stacks: Stack[] = [];
  const assets = new Map<string, string>();
  for (const [name, { type, properties }] of Object.entries(manifest.artifacts)) {
    if (type === 'aws:cloudformation:stack') {
      const { templateFile } = StackProperties.parse(properties);
      stacks.push({ name, template: await readJson(path.join(folder, templateFile), Template) });
    } else if (type === 'cdk:asset-manifest') {
      const { file } = AssetProperties.parse(properties);
      const { files } = await readJson(path.join(folder, file), AssetManifest);
      for (const { source, destinations } of Object.values(files)) {
        for (const { objectKey } of Object.values(destinations)) {
          if (source.path !== undefined) assets.set(objectKey, path.resolve(folder, source.path));
        }
      }
    }
  }
  return { stacks, assets };
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(`There is no readable ${file}: synthesize the CDK app first.`, {
      cause: error,
    });
  }
  const parsed = schema.safeParse(JSON.parse(text));
  if (!parsed.success) {
    throw new Error(`${file} is not as CDK writes it: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
