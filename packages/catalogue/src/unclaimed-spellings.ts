import type { Catalogue, Role } from '@registry/domain';

/**
 * Which of these spellings from a published file no product claims for a role, each once, in their
 * order. Case does not count, as it does not when the files are read.
 */
export function unclaimedSpellings(
  { products }: Catalogue,
  role: Role,
  spellings: readonly string[],
): string[] {
  const claimed = products.flatMap(({ publishedAs }) => publishedAs?.[role] ?? []);
  const known = new Set(claimed.map((spelling) => spelling.toLowerCase()));
  return [...new Set(spellings)].filter((spelling) => !known.has(spelling.toLowerCase()));
}
