/** A file as its sender names it. */
export interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

/**
 * A file of which nothing is to be used. The message says which file, what is wrong and what would
 * be right.
 */
export class UnreadableFile extends Error {
  /** The file's name as it was given. */
  readonly file: string;

  constructor(file: string, reason: string) {
    super(`${file} ${reason}`);
    this.name = 'UnreadableFile';
    this.file = file;
  }
}
