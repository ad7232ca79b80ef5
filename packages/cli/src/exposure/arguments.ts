import type { Affected } from '@registry/domain';
import { AffectedText, effects } from '@registry/domain';
import { InvalidArgumentError } from 'commander';

/**
 * Adds a product in trouble as typed to those typed before: `emis-web`, or `emis-web:degraded` for
 * one that still works, less well. Throws commander's InvalidArgumentError.
 */
export function affected(typed: string, before: readonly Affected[] = []): Affected[] {
  const parsed = AffectedText.safeParse(typed.trim().toLowerCase());
  if (!parsed.success)
    throw new InvalidArgumentError(
      `It should be a product’s id such as emis-web, with how badly it is in trouble if not unavailable: emis-web:degraded (${effects.join(', ')}).`,
    );
  if (before.some((each) => each.product === parsed.data.product))
    throw new InvalidArgumentError(`${parsed.data.product} should be given once.`);
  return [...before, parsed.data];
}

/**
 * Reads a repeatable option that takes these words only. Its result throws commander's
 * InvalidArgumentError.
 */
export function someOf<Word extends string>(
  words: readonly Word[],
): (typed: string, before?: readonly Word[]) => Word[] {
  return (typed, before = []) => {
    const found = words.find((word) => word === typed.trim());
    if (found !== undefined) return [...before, found];
    throw new InvalidArgumentError(`It should be one of ${words.join(', ')}.`);
  };
}

/** Adds an ODS code of a PCN or sub-ICB location, as typed in either case, to those before. */
export function groupCodes(typed: string, before: readonly string[] = []): string[] {
  return [...before, typed.trim().toUpperCase()];
}
