import type { Outage } from '@registry/domain';
import { outage as outageOf, totals } from '@registry/testing';

/** The outage of the tests in this room: thirty of ninety practices are hit. */
export function outage(changes: object = {}): Outage {
  return outageOf({
    nextUpdateAt: '2024-07-19T09:30:00Z',
    totals: totals({
      practices: 90,
      hit: 30,
      notHit: 58,
      unknown: 2,
      patients: { hit: 281_000, notHit: 520_000, unknown: 9000 },
      pcns: 3,
      pcnsWhollyHit: 1,
      pcnsPartlyHit: 1,
      pcnsUntouched: 1,
    }),
    ...changes,
  });
}
