import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Before any test: the CDK app writes the templates and bundles that the local cloud of every test
 * runs.
 */
export default function synthesize() {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const { status } = spawnSync(process.execPath, ['infra/src/app.ts'], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: '.local/test.cdk.out' },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The CDK app does not synthesize: no test was run');
}
