import { Outage, PracticeExposure } from '@registry/domain';

/** Fixtures of the tests of outages: an invented ICB on 19 July 2024. */

const totals = {
  practices: 90,
  hit: 30,
  notHit: 58,
  unknown: 2,
  patients: { hit: 281_000, notHit: 520_000, unknown: 9000 },
  withoutListSize: 0,
  ...{ pcns: 3, pcnsWhollyHit: 1, pcnsPartlyHit: 1, pcnsUnknown: 0, pcnsUntouched: 1 },
};

/** An outage, but for what the case changes. */
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
    nextUpdateAt: '2024-07-19T09:30:00Z',
    totals,
    ...changes,
  });
}

/** The exposure of a practice whose clinical system is EMIS Web, but for what the case changes. */
export function exposure(changes: object = {}): PracticeExposure {
  return PracticeExposure.parse({
    odsCode: 'Z00001',
    name: 'Invented Surgery',
    icb: 'QZZ',
    pcn: null,
    subIcb: null,
    listSize: 9000,
    state: 'hit',
    effect: 'unavailable',
    impacts: [
      {
        role: 'clinical-system',
        product: 'emis-web',
        effect: 'unavailable',
        because: ['emis-web'],
        advice: ['work-without-clinical-system'],
      },
    ],
    unknownRoles: [],
    basis: [],
    reachable: ['sms', 'email'],
    said: null,
    ...changes,
  });
}
