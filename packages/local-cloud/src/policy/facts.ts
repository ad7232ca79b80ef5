/** What is known of one call, by condition key in lower case. */
export interface Facts {
  /** The key's values, one or several; nothing when the call does not have the key. */
  find: (key: string) => string | readonly string[] | undefined;
  /** The value of a key that has exactly one, as a policy variable takes it. */
  single: (key: string) => string | undefined;
}
