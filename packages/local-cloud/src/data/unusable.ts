import { readFileSync } from 'node:fs';

/**
 * The data folder, or a file in it, cannot be used as it is. The message is one sentence that names
 * it, and what to do.
 */
export class UnusableData extends Error {
  override readonly name = 'UnusableData';
}

/**
 * A file of an earlier run that cannot be read back. Only its owner may decide to do without it.
 */
export function damaged(file: string): UnusableData {
  return new UnusableData(
    `${file} is damaged. Put back a copy of it, or go on without what it holds: mv ${file} ${file}.damaged`,
  );
}

/** The code of an error of Node's own, such as `ENOENT`. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** A file or folder that may not be written. */
export function readOnly(place: string): UnusableData {
  return new UnusableData(
    `${place} may not be written. Make it writable, or choose another folder.`,
  );
}

/** There is no room for what a file or folder has to hold. */
export function full(place: string): UnusableData {
  return new UnusableData(
    `The disk that holds ${place} is full. Make room on it, or choose another folder.`,
  );
}

/**
 * Whatever kept a file or folder from being written or read, in a sentence; errors of other kinds
 * come back as they are.
 */
export function unusable(error: unknown, place: string): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return full(place);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return readOnly(place);
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new UnusableData(
      `${place} cannot be a folder: a file is in its place. Choose another folder.`,
    );
  return error;
}

/**
 * What an earlier run left in a file; undefined where there is no such file.
 * @throws UnusableData where it cannot be read, or `parse` throws
 */
export function readKept<Kept>(file: string, parse: (text: string) => Kept): Kept | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch {
    throw damaged(file);
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw unusable(error, file);
  }
}

/**
 * The lines of a text that grew by whole lines. The last may be cut short by a crash: whoever wrote
 * it has not heard that it was kept.
 */
export function wholeLines(text: string): string[] {
  return text.split('\n').slice(0, -1);
}
