import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { build } from 'esbuild';

/** Folders under `functions/` of declaring, alerting and answering. */
const outageFolders = [
  'declare-outage',
  'follow-outage',
  'read-board',
  'update-outage',
  'keep-profile',
  'receive-reply',
  'raise-alerts',
  'deliver-alert',
  'chase-silence',
];

/**
 * Whether the templates hold declaring, alerting and answering: `-c outages=1` or `REGISTRY_OUTAGES=1`.
 * TODO: delete this file when the local cloud gives topics, queues and schedules their bodies and every handler is there.
 */
export function withOutages(app: App): boolean {
  return process.env['REGISTRY_OUTAGES'] === '1' || app.node.tryGetContext('outages') === '1';
}

/** Folders whose handlers are not to be bundled: all that is held back; otherwise those that do not bundle yet, with a warning. */
export async function notToBundle(functionsFolder: string, outages: boolean): Promise<string[]> {
  if (!outages) return outageFolders;
  const bundled = await Promise.all(
    outageFolders.map(async (folder) => {
      const entry = join(functionsFolder, folder, 'handler.ts');
      const options = { bundle: true, platform: 'node', format: 'esm' } as const;
      return build({ entryPoints: [entry], write: false, logLevel: 'silent', ...options }).then(
        () => true,
        () => false,
      );
    }),
  );
  const unready = outageFolders.filter((_, index) => !bundled[index]);
  if (unready.length > 0) process.stderr.write(`Stand-ins for ${unready.join(', ')}\n`);
  return unready;
}

/** Whether a function is still held back. */
export function isHeldBack(name: string, outages: boolean): boolean {
  return !outages && outageFolders.includes(name);
}

/** Gives handlers that are still to be written a bundle that says so. */
export function standIn(bundles: string, folders: readonly string[]): void {
  for (const folder of folders) {
    mkdirSync(join(bundles, folder));
    writeFileSync(
      join(bundles, folder, 'index.mjs'),
      `export const handler=()=>{throw new Error('functions/${folder}/handler.ts is still to be written')};`,
    );
  }
}
