import { readRate } from './rate.ts';

const DAY_MS = 86_400_000;

/**
 * Reads a rule's expression. The function it returns gives the next firing after a moment, both in
 * milliseconds since 1970. A rate counts from that moment; `cron(30 2 * * ? *)` is every day at
 * 02:30 UTC, as in EventBridge.
 * @throws Error for anything else, other cron expressions included
 */
export function readNextFiring(expression: string): (after: number) => number {
  const [, minute, hour] = /^cron\((\d{1,2}) (\d{1,2}) \* \* \? \*\)$/.exec(expression) ?? [];
  if (minute === undefined || Number(minute) > 59 || Number(hour) > 23) {
    const everyMs = readRate(expression);
    return (after) => after + everyMs;
  }
  const intoDay = (Number(hour) * 60 + Number(minute)) * 60_000;
  return (after) => {
    const today = Math.floor(after / DAY_MS) * DAY_MS + intoDay;
    return today > after ? today : today + DAY_MS;
  };
}
