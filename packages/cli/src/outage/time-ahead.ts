import { londonDate, londonMoment, londonTime } from '@registry/domain';
import { InvalidArgumentError } from 'commander';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A time ahead, as typed, in UTC: `10:30` is that time today on the clock in London, `+45m` and
 * `+2h` so long from now, `2026-08-01T10:30` that moment there; with `Z` or an offset it means what
 * it says. Throws commander's InvalidArgumentError for anything else, and for a time gone by: it is
 * never taken to be tomorrow's, as nobody promises that by a slip.
 */
export function timeAhead(typed: string, now: Date): string {
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(typed.trim()) ?? [];
  if (hour !== undefined && minute !== undefined)
    return timeToday(`${hour.padStart(2, '0')}:${minute}`, now);
  const moment = momentOf(typed.trim(), now);
  if (!moment)
    throw new InvalidArgumentError(
      'It should be a time in the United Kingdom such as 10:30, +45m, or a moment such as 2026-08-01T10:30.',
    );
  if (moment <= now)
    throw new InvalidArgumentError(
      `That has gone by: it is ${londonMoment(now)}. It should be a time still ahead.`,
    );
  return moment.toISOString();
}

/**
 * A time gone by, as typed, in UTC: `08:15` is that time today on the clock in London,
 * `2026-08-01T08:15` that moment there. Throws commander's InvalidArgumentError for anything else,
 * and for a time still ahead.
 */
export function timeGoneBy(typed: string, now: Date): string {
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(typed.trim()) ?? [];
  const moment =
    hour !== undefined && minute !== undefined
      ? inLondon(londonDate(now), `${hour.padStart(2, '0')}:${minute}`)[0]
      : momentOf(typed.trim(), now);
  if (moment && moment <= now) return moment.toISOString();
  throw new InvalidArgumentError(
    `It should be a time in the United Kingdom that has gone by, such as 08:15 or 2026-08-01T08:15: it is ${londonMoment(now)}.`,
  );
}

function momentOf(typed: string, now: Date): Date | undefined {
  const [, length, unit] = /^\+(\d{1,4})([mh])$/.exec(typed) ?? [];
  if (length !== undefined) return fromNow(Number(length) * (unit === 'h' ? HOUR : MINUTE), now);
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?$/.exec(typed) ?? [];
  if (day !== undefined && time !== undefined) return inLondon(day, time)[0];
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(typed)) return;
  const given = new Date(typed);
  return Number.isNaN(given.getTime()) ? undefined : given;
}

/** To the minute: nobody promises seconds. */
function fromNow(length: number, now: Date): Date {
  return new Date(Math.floor((now.getTime() + length) / MINUTE) * MINUTE);
}

function timeToday(time: string, now: Date): string {
  const today = inLondon(londonDate(now), time);
  const ahead = today.find((moment) => moment > now);
  if (ahead) return ahead.toISOString();
  const why =
    today.length > 0
      ? `${time} has gone by: it is ${londonTime(now)}.`
      : `There is no ${time} today: the clocks go forward.`;
  // From noon, as days on which the clocks change have 23 or 25 hours.
  const tomorrow = new Date(new Date(`${londonDate(now)}T12:00:00Z`).getTime() + DAY);
  const [day] = londonMoment(tomorrow).split(' at ');
  throw new InvalidArgumentError(
    `${why} For tomorrow, ${day ?? ''}, type ${londonDate(tomorrow)}T${time}.`,
  );
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
