import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { IcbCode, OdsCode } from '@registry/domain';
import { InvalidArgumentError } from 'commander';
import { UsageError } from './failure.ts';

/** An ICB's code as typed, in either case. Throws commander's InvalidArgumentError. */
export function icbCode(typed: string): IcbCode {
  const parsed = IcbCode.safeParse(typed.trim().toUpperCase());
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('It should be an ICB’s ODS code, such as QKS or S1Y5D.');
}

/** A practice's code as typed, in either case. Throws commander's InvalidArgumentError. */
export function odsCode(typed: string): OdsCode {
  const parsed = OdsCode.safeParse(typed.trim().toUpperCase());
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('It should be a practice’s ODS code, such as G82001.');
}

/** Adds what an option was given to what it was given before, so that it may be repeated. */
export function repeated(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** A file's bytes under its own name. Throws UsageError when it cannot be read. */
export async function namedFile(path: string): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    return { name: basename(path), bytes: await readFile(path) };
  } catch (error) {
    const code = typeof error === 'object' && error && 'code' in error ? error.code : undefined;
    const reason =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'it is a folder, not a file'
          : code === 'EACCES'
            ? 'you may not read it'
            : String(error);
    throw new UsageError(`${path} cannot be read: ${reason}.`, { cause: error });
  }
}
