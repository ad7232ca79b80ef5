import type { Throttle } from '../definitions/api.ts';

/**
 * A token bucket per route, as API Gateway throttles: says whether a request may pass now.
 * @param now milliseconds of a clock that only moves on
 */
export function createThrottle(
  now: () => number,
): (routeKey: string, throttle: Throttle | undefined) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (routeKey, throttle) => {
    if (throttle === undefined) return true;
    const at = now();
    const bucket = buckets.get(routeKey) ?? { tokens: throttle.burst, at };
    const refilled = bucket.tokens + ((at - bucket.at) / 1000) * throttle.rate;
    const tokens = Math.min(throttle.burst, refilled);
    const passes = tokens >= 1;
    buckets.set(routeKey, { tokens: passes ? tokens - 1 : tokens, at });
    return passes;
  };
}
