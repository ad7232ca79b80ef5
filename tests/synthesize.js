import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * Before any test: the CDK app writes the templates and bundles that the local cloud of every test
 * runs, and the command line becomes one file, which starts in half the time; tests start it some
 * 250 times.
 */
export default async function synthesize() {
  await build({
    entryPoints: [`${root}packages/cli/src/registry.ts`],
    outfile: `${root}.local/registry.mjs`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Bundled CommonJS calls `require`.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
    },
    logLevel: 'error',
  });
  const { status } = spawnSync(process.execPath, ['infra/src/app.ts'], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: '.local/test.cdk.out' },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The CDK app does not synthesize: no test was run');
}
