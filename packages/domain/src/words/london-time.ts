const zone = 'Europe/London';

/**
 * Bank holidays of England, ISO dates. Beyond these years every weekday counts as a working day
 * until the list is extended. Source: GOV.UK, UK bank holidays, England and Wales
 * (https://www.gov.uk/bank-holidays).
 */
const bankHolidays: ReadonlySet<string> = new Set([
  '2026-01-01',
  '2026-04-03',
  '2026-04-06',
  '2026-05-04',
  '2026-05-25',
  '2026-08-31',
  '2026-12-25',
  '2026-12-28',
  '2027-01-01',
  '2027-03-26',
  '2027-03-29',
  '2027-05-03',
  '2027-05-31',
  '2027-08-30',
  '2027-12-27',
  '2027-12-28',
]);

/** Core hours end at 18:30. */
const opens = '08:00';
const closes = '18:30';

/** Made when first used: together they take a tenth of a function's cold start. */
const formats: { parts?: Intl.DateTimeFormat; isoDay?: Intl.DateTimeFormat } = {};

function partsOf(at: Date): Record<string, string> {
  formats.parts ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = formats.parts.formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

/** The calendar day in London, ISO 8601: `2024-07-19`. */
export function londonDate(at: Date): string {
  formats.isoDay ??= new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return formats.isoDay.format(at);
}

/** The time of day in London: `10:30`. */
export function londonTime(at: Date): string {
  const { hour, minute } = partsOf(at);
  return `${hour}:${minute}`;
}

/** Day and time in London: `Friday 19 July 2024 at 10:30`. */
export function londonMoment(at: Date): string {
  const { weekday, day, month, year } = partsOf(at);
  return `${weekday} ${day} ${month} ${year} at ${londonTime(at)}`;
}

/**
 * The time of day, with the day before it when that is not the day of `now`: `10:30`, `Saturday 20
 * July 2024 at 10:30`.
 */
export function londonTimeSeenAt(at: Date, now: Date): string {
  return londonDate(at) === londonDate(now) ? londonTime(at) : londonMoment(at);
}

/**
 * True from 08:00 until before 18:30 in London, Monday to Friday, bank holidays of England
 * excepted. Source: core hours, National Health Service (General Medical Services Contracts)
 * Regulations 2015, regulation 3.
 */
export function isInHours(at: Date): boolean {
  const { weekday } = partsOf(at);
  if (weekday === 'Saturday' || weekday === 'Sunday') return false;
  if (bankHolidays.has(londonDate(at))) return false;
  const time = londonTime(at);
  return opens <= time && time < closes;
}

/** Whether a moment lies between two times of day in London, such as 20:00 to 07:00. */
export function isWithinLondon(at: Date, { from, to }: { from: string; to: string }): boolean {
  const time = londonTime(at);
  return from <= to ? from <= time && time < to : from <= time || time < to;
}
