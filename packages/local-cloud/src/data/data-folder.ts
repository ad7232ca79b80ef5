import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf, readOnly, unusable, UnusableData } from './unusable.ts';

/** Files hold tokens' keys and message texts: for their owner's eyes alone. */
export const OWNER_ONLY = 0o600;

/** The folder of one running cloud. */
export interface DataFolder {
  /** Lets another cloud have it. */
  release(): void;
}

/**
 * Takes a folder for one cloud, until it is released or this process is gone; makes it where there
 * is none. What stands in it is from now on its owner's alone to read.
 * @throws UnusableData where it cannot be written, or another process runs on it
 */
export function openDataFolder(folder: string): DataFolder {
  const lock = path.join(folder, 'lock');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    take(lock, folder);
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isFile()) chmodSync(path.join(folder, entry.name), OWNER_ONLY);
  } catch (error) {
    // So Node words a read-only disk, where it is asked for the folders above as well.
    if (codeOf(error) === 'ENOENT') throw readOnly(folder);
    throw unusable(error, folder);
  }
  return {
    release: () => {
      rmSync(lock, { force: true });
    },
  };
}

function take(lock: string, folder: string): void {
  const mine = String(process.pid);
  try {
    writeFileSync(lock, mine, { flag: 'wx', mode: OWNER_ONLY });
    return;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  const holder = Number(readFileSync(lock, 'utf8'));
  if (isRunning(holder))
    throw new UnusableData(
      `${folder} is in use by process ${holder}. Stop that one, or choose another folder. (If ${holder} is another program, delete ${lock}.)`,
    );
  // Its holder was killed before it could let go.
  rmSync(lock, { force: true });
  writeFileSync(lock, mine, { flag: 'wx', mode: OWNER_ONLY });
}

/** Signal 0 only asks; a process that is not ours to ask is running all the same. */
function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
