import { shownPlainly } from '@registry/domain';

// What others wrote may try to move the cursor or to turn the text round: nothing goes out raw.

/** Writes a line, or several, to standard output. */
export function say(text: string): void {
  write(`${text}\n`);
}

/** Writes a text to standard output, as it is but for what no text may hold. */
export function write(text: string): void {
  process.stdout.write(shownPlainly(text));
}

/** Writes a line, or several, to standard error. */
export function warn(text: string): void {
  process.stderr.write(shownPlainly(`${text}\n`));
}
