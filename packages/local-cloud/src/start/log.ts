import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { OWNER_ONLY } from '../data/data-folder.ts';

/** Where the cloud's lines go: what functions write and what the cloud has to say of them. */
export interface Log {
  /** A line that a function wrote. */
  fromFunction: (line: string) => void;
  /** A line of the cloud's own, such as a refusal. */
  fromCloud: (line: string) => void;
  /** Lines that functions wrote, oldest first; past the last 10,000 they are forgotten. */
  functionLines: readonly string[];
  close(): Promise<void>;
}

const REMEMBERED = 10_000;

/**
 * Writes every line to `functions.log`, and hands it to `sink`.
 * @param dataDir the folder of `functions.log`; no file when undefined
 */
export function openLog(
  dataDir: string | undefined,
  sink: ((line: string) => void) | undefined,
): Log {
  const file =
    dataDir === undefined
      ? undefined
      : createWriteStream(path.join(dataDir, 'functions.log'), { flags: 'a', mode: OWNER_ONLY });
  const functionLines: string[] = [];
  const fromCloud = (line: string): void => {
    file?.write(`${line}\n`);
    sink?.(line);
  };
  return {
    functionLines,
    fromCloud,
    fromFunction(line) {
      functionLines.push(line);
      if (functionLines.length > REMEMBERED) functionLines.shift();
      fromCloud(line);
    },
    close: () =>
      new Promise((resolve) => {
        if (file === undefined) resolve();
        else file.end(resolve);
      }),
  };
}
