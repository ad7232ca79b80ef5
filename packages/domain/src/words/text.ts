import type { WrongField } from './refusal.ts';

/**
 * What no text may hold: control characters but for line breaks and tabs, characters that turn the
 * direction of what follows, half characters (lone surrogates) and code points that Unicode has
 * not assigned. They make a screen, a message or a spreadsheet show something else than was said.
 * Source: Unicode Technical Report 36, "Unicode Security Considerations".
 */
const UNFIT = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Cn}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Every text in a value that holds what no text may hold, by its path such as `contacts[0].name`;
 * names of fields are texts too.
 */
export function unfitTexts(value: unknown, path = ''): WrongField[] {
  if (typeof value === 'string') return unfit(value, path);
  if (Array.isArray(value))
    return value.flatMap((each, index) => unfitTexts(each, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [
    ...unfit(key, path),
    ...unfitTexts(each, path ? `${path}.${key}` : key),
  ]);
}

function unfit(text: string, path: string): WrongField[] {
  const found = UNFIT.exec(text)?.[0];
  if (found === undefined) return [];
  const message = `should be plain text: it holds ${nameOf(found)}, which cannot be kept`;
  return [{ path: path.replace(UNFIT_ALL, '?'), message }];
}

const UNFIT_ALL = new RegExp(UNFIT, 'gu');

/** A text as a screen may show it: what no text may hold is shown as its code point, `U+001B`. */
export function shownPlainly(text: string): string {
  return text.replace(UNFIT_ALL, nameOf);
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
