/** Writes a line, or several, to standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a line, or several, to standard error. */
export function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}
