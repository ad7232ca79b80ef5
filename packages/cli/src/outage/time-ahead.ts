import { londonDate, londonTime } from '@registry/domain';
import { InvalidArgumentError } from 'commander';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * A time ahead, as typed, in UTC: `10:30` is the next such time on the clock in London,
 * `2026-08-01T10:30` that moment there; with `Z` or an offset it means what it says. Throws
 * commander's InvalidArgumentError for anything else, and for a time gone by.
 */
export function timeAhead(typed: string, now: Date): string {
  const moment = momentOf(typed.trim(), now);
  if (!moment)
    throw new InvalidArgumentError(
      'It should be a time in the United Kingdom such as 10:30, or a moment such as 2026-08-01T10:30.',
    );
  if (moment <= now)
    throw new InvalidArgumentError('That time has gone by; it should be one still ahead.');
  return moment.toISOString();
}

function momentOf(typed: string, now: Date): Date | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(typed) ?? [];
  if (hour !== undefined && minute !== undefined)
    return nextTime(`${hour.padStart(2, '0')}:${minute}`, now);
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?$/.exec(typed) ?? [];
  if (day !== undefined && time !== undefined) return inLondon(day, time)[0];
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(typed)) return;
  const given = new Date(typed);
  return Number.isNaN(given.getTime()) ? undefined : given;
}

function nextTime(time: string, now: Date): Date | undefined {
  // A time that a day skips when the clocks go forward comes the day after.
  return [0, 1, 2]
    .map((days) => londonDate(new Date(now.getTime() + days * DAY)))
    .flatMap((day) => inLondon(day, time))
    .find((moment) => moment > now);
}

/**
 * The moments at which clocks in London show this day and time: one, two when they go back, none
 * when they skip it.
 */
function inLondon(day: string, time: string): Date[] {
  const asUtc = new Date(`${day}T${time}:00Z`).getTime();
  if (Number.isNaN(asUtc)) return [];
  return [asUtc - HOUR, asUtc]
    .map((at) => new Date(at))
    .filter((at) => londonDate(at) === day && londonTime(at) === time);
}
