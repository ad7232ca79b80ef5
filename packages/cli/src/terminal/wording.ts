import { catalogue } from '@registry/catalogue';
import type { Dataset } from '@registry/domain';
import { roleNames } from '@registry/domain';

/** `6182` as `6,182`. */
export function figure(value: number): string {
  return value.toLocaleString('en-GB');
}

/** `1 practice`, `6,182 practices`; `many` when it is not one word and an s. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${figure(value)} ${value === 1 ? one : many}`;
}

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const times = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/London',
});
const conjunctions = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `2026-08-01` as `1 August 2026`. */
export function ukDate(date: string): string {
  return dates.format(new Date(`${date}T00:00:00Z`));
}

/** A moment in UTC as the clock in the United Kingdom shows it: `1 August 2026 at 08:15`. */
export function ukTime(instant: string): string {
  return times.format(new Date(instant));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: Iterable<string>): string {
  return conjunctions.format(words);
}

/** As many lines of a list as `most`, and how many more there are. */
export function atMost(most: number, lines: readonly string[]): string[] {
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `    … and ${figure(more)} more`] : [...lines];
}

/** `a, b, c`, or as many as `most` of them `and 53 more`. */
export function inline(most: number, words: readonly string[]): string {
  const more = words.length - most;
  return more > 0
    ? `${words.slice(0, most).join(', ')} and ${figure(more)} more`
    : words.join(', ');
}

/** Published datasets, as people call them. */
export const datasetNames: Readonly<Record<Dataset, string>> = {
  'gp-practice-map': 'the practice map',
  'gp-list-sizes': 'the list sizes',
  epraccur: 'the ODS practices (epraccur)',
  'online-consultation': 'the online consultations',
  'gp-suppliers': 'the second opinion on clinical systems (gp_suppliers)',
  demonstration: 'the demonstration',
};

/** `NHS Kent and Medway (QKS)`; the code alone where no better name is known. */
export function titled(name: string, code: string): string {
  return name === code ? code : `${name} (${code})`;
}

const names = new Map<string, string>([
  ...Object.entries(roleNames).map(([role, name]) => [role, name.toLowerCase()] as const),
  ...catalogue.products.map(({ id, name }) => [id, name] as const),
]);

/** From now on these products go by their names too: an ICB's own, which no catalogue here has. */
export function learnNames(products: readonly { id: string; name: string }[]): void {
  for (const { id, name } of products) names.set(id, name);
}

/** The name of a product or role; the id itself of one that nobody has named. */
export function nameOf(id: string): string {
  return names.get(id) ?? id;
}

/**
 * What somebody else wrote, safe to print in a terminal: control characters, which could move its
 * cursor, become spaces.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
}

/** `+441632960456` as `01632960456`, as people dial it; a number as published stays as it is. */
export function dialled(number: string): string {
  return plainText(number).replace(/^\+44/, '0');
}
