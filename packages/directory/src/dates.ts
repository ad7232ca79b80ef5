import { IsoDate } from '@registry/domain';
import * as z from 'zod';
import { UnreadableFile } from './named-file.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** An extract date as NHS England writes it, `01Aug2026` or `2026-03-01`, becoming ISO 8601. */
export const ExtractDate = z
  .string()
  .transform((written) => {
    const [, day, month, year] = /^(\d{2})([a-z]{3})(\d{4})$/i.exec(written.trim()) ?? [];
    const number = months.indexOf(month?.toLowerCase() ?? '') + 1;
    return year && day && number > 0
      ? `${year}-${String(number).padStart(2, '0')}-${day}`
      : written.trim();
  })
  .pipe(z.iso.date('should be a date such as 01Aug2026 or 2026-08-01'));

/**
 * The one day that all rows of a file describe. Throws UnreadableFile when rows describe different
 * days.
 */
export function soleDate(file: string, dates: Iterable<string>): string {
  const [date, other] = new Set(dates);
  if (date === undefined) throw new UnreadableFile(file, 'carries no date');
  if (other !== undefined)
    throw new UnreadableFile(file, `mixes rows of ${date} and ${other}: it should be of one date`);
  return date;
}

/**
 * The day named in a file's name, for a file that carries no date itself: `epraccur_2026-06.csv`
 * describes 2026-06-01. Throws UnreadableFile when there is none.
 */
export function dateInName(file: string): string {
  const [, year, month, day] = /(20\d\d)-(\d\d)(?:-(\d\d))?(?!\d)/.exec(file) ?? [];
  const date = IsoDate.safeParse(`${year ?? ''}-${month ?? ''}-${day ?? '01'}`);
  if (date.success) return date.data;
  throw new UnreadableFile(
    file,
    'carries no date of its own: name it after the month it describes, such as epraccur_2026-06.csv',
  );
}
