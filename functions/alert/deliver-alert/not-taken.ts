/**
 * The provider takes no message just now – it is away, or the account, the sender or a quota is
 * in the way – which passes or is mended. Its words are the kind of what the provider said: its own
 * words may hold an address.
 */
export class NotTaken extends Error {
  override readonly name: string = 'NotTaken';
}

/** The kind of an error, such as `ThrottlingException`, that names nobody. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  const isOurs = error.name === 'Error' || error instanceof NotTaken;
  return isOurs ? error.message : error.name;
}
