import { Outage, OutageUpdate, Totals } from '@registry/domain';

/** An invented ICB on 19 July 2024, for the tests of whatever shows or sends an outage. */

/** Counts of nothing, but for what the case changes. */
export function totals(changes: Partial<Totals> = {}): Totals {
  return Totals.parse({
    practices: 0,
    hit: 0,
    notHit: 0,
    unknown: 0,
    patients: { hit: 0, notHit: 0, unknown: 0 },
    withoutListSize: 0,
    pcns: 0,
    pcnsWhollyHit: 0,
    pcnsPartlyHit: 0,
    pcnsUnknown: 0,
    pcnsUntouched: 0,
    ...changes,
  });
}

/** EMIS Web as one ICB declared it, but for what the case changes. */
export function outage(changes: object = {}): Outage {
  return Outage.parse({
    id: '01J35XW5F0000000000000000A',
    icb: 'QZZ',
    icbName: 'NHS Fictional Vale',
    declaredBy: 'QZZ',
    declaredAt: '2024-07-19T06:45:00Z',
    products: ['emis-web'],
    title: 'EMIS Web is down',
    severity: 'critical',
    reach: 'all',
    cause: 'unknown',
    exercise: false,
    status: 'open',
    lastUpdate: 1,
    totals: totals(),
    ...changes,
  });
}

/** Its first update, but for what the case changes. */
export function update(changes: object = {}): OutageUpdate {
  return OutageUpdate.parse({
    number: 1,
    status: 'open',
    message: 'EMIS Web does not open.',
    at: '2024-07-19T06:45:00Z',
    by: 'QZZ',
    notify: 'all',
    totals: totals(),
    ...changes,
  });
}
