/** Usual headings of a practice’s ODS code, the likeliest first, plain. */
export const odsCodeHeadings: readonly string[] = [
  'ods code',
  'ods',
  'practice ods code',
  'practice ods',
  'practice code',
  'gp practice code',
  'national code',
  'org code',
  'organisation code',
  'gp code',
  'surgery code',
  'code',
];

/** A heading in small letters and digits, parted by single spaces: `Mob. No.` is `mob no`. */
export function plainHeading(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
