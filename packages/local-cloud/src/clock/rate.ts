const UNIT_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/**
 * Milliseconds between two firings of a rule: `rate(1 minute)`, `rate(5 minutes)`, `rate(1 day)`.
 * @throws Error for anything else
 */
export function readRate(expression: string): number {
  const [, count = '', unit = '', plural] =
    /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const unitMs = UNIT_MS[unit];
  // EventBridge insists on "1 minute" and "5 minutes".
  if (unitMs !== undefined && (count === '1') === (plural === '')) return Number(count) * unitMs;
  throw new Error(
    `The local cloud does not know the schedule ${expression}: rate(1 minute), rate(5 minutes), rate(1 hour), cron(30 2 * * ? *) and their like would be right.`,
  );
}
