import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApiClient } from '@registry/api-client';
import { generateRegister, loadDemonstration } from '@registry/demonstration';
import type { LocalCloud } from '@registry/local-cloud';
import { directoryWriter } from '../terminal/connection.ts';
import { startProgress } from '../terminal/progress.ts';

/**
 * Loads the demonstration register when the cloud's register is empty, or when an earlier load of
 * it was interrupted: a marker stands in `dataDir` while one is under way. Never beside ICBs that
 * are not the demonstration's. Gives whether it loaded.
 */
export async function loadDemonstrationIfEmpty(
  cloud: Pick<LocalCloud, 'url' | 'token'>,
  dataDir: string,
): Promise<boolean> {
  const marker = join(dataDir, 'demonstration-under-way');
  const token = await cloud.token(directoryWriter);
  const client = createApiClient({ url: cloud.url, token: () => Promise.resolve(token) });
  const { icbs } = await client.listIcbs();
  const fictional = new Set(generateRegister().icbs.map(({ code }) => code));
  const interrupted = await exists(marker);
  const ours = icbs.every(({ code }) => fictional.has(code));
  if (!ours || (icbs.length > 0 && !interrupted)) return false;
  await writeFile(marker, '');
  await load(cloud);
  await rm(marker);
  return true;
}

async function load(cloud: Pick<LocalCloud, 'url' | 'token'>): Promise<void> {
  const shown: { progress?: ReturnType<typeof startProgress> } = {};
  try {
    await loadDemonstration({
      clientFor: (claims) => {
        let token: Promise<string> | undefined;
        return createApiClient({ url: cloud.url, token: () => (token ??= cloud.token(claims)) });
      },
      progress: (done, total) => {
        shown.progress ??= startProgress('Loading the demonstration register', total);
        shown.progress.set(done);
      },
    });
  } finally {
    shown.progress?.stop();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
