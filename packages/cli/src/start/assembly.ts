import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that templates and bundles are made from, below the checkout. */
const SOURCES = [
  '{infra,functions,packages}/**/*.{ts,json}',
  '{package,cdk,tsconfig}.json',
  'pnpm-{lock,workspace}.yaml',
];

/**
 * Makes templates and bundles where there are none of these very sources, and says whether it did.
 * Throws when they cannot be made.
 */
export async function synthesizeIfChanged(checkout: string, assembly: string): Promise<boolean> {
  const stamp = join(assembly, '.made-from');
  const sources = fingerprint(checkout);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return false;
  // Cut short, it leaves no stamp of sources that are not those of what lies there.
  await rm(stamp, { force: true });
  await synthesize(checkout, assembly);
  await writeFile(stamp, sources);
  return true;
}

function fingerprint(checkout: string): string {
  const hash = createHash('sha256').update(process.version);
  const files = globSync(SOURCES, {
    cwd: checkout,
    exclude: ['**/node_modules', '**/*.test.ts', '**/*.fixture.ts'],
  });
  for (const file of files.sort())
    hash.update(`\0${file}\0`).update(readFileSync(join(checkout, file)));
  return hash.digest('hex');
}

/** Runs the CDK app in a process of its own; it writes templates and bundles to `assembly`. */
async function synthesize(checkout: string, assembly: string): Promise<void> {
  const child = spawn(process.execPath, ['infra/src/app.ts'], {
    cwd: checkout,
    env: { ...process.env, CDK_OUTDIR: assembly },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Error(`the template could not be synthesized.\n${complaints}`);
}
