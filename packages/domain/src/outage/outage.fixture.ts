import { AlertedPractice } from './alerted-practice.ts';
import { Outage, OutageUpdate } from './outage.ts';

/** An invented ICB and practice on 19 July 2024. */

const at = '2024-07-19T07:45:00Z';
const totals = {
  practices: 2,
  hit: 1,
  notHit: 1,
  unknown: 0,
  patients: { hit: 9000, notHit: 8000, unknown: 0 },
  withoutListSize: 0,
  pcns: 0,
  pcnsWhollyHit: 0,
  pcnsPartlyHit: 0,
  pcnsUnknown: 0,
  pcnsUntouched: 0,
};

/** An outage as declared, but for what the case changes. */
export function declared(changes: object): Outage {
  return Outage.parse({
    id: '01J35XW5F0000000000000000A',
    icb: 'QZZ',
    icbName: 'NHS Fictional',
    declaredBy: 'QZZ',
    declaredAt: at,
    products: ['emis-web'],
    title: 'EMIS Web is down',
    severity: 'critical',
    reach: 'all',
    cause: 'unknown',
    exercise: false,
    status: 'open',
    lastUpdate: 1,
    totals,
    publicMessage:
      'Our computers  are down today.\nPlease ring only if it cannot wait until tomorrow, because we can see far fewer patients.',
    ...changes,
  });
}

/** Its first update. */
export const firstUpdate = OutageUpdate.parse({
  number: 1,
  status: 'open',
  message: 'EMIS Web does not open anywhere in England. EMIS knows.',
  at,
  by: 'QZZ',
  notify: 'all',
  nextUpdateAt: '2024-07-19T09:30:00Z',
  totals,
});

/** A practice that it hits. */
export const alerted = AlertedPractice.parse({
  odsCode: 'A99001',
  name: 'Example Surgery',
  effect: 'unavailable',
  impacts: [
    {
      role: 'clinical-system',
      product: 'emis-web',
      effect: 'unavailable',
      because: ['emis-web'],
      advice: ['paper', 'unapproved', 'overdue'],
    },
    {
      role: 'online-consultation',
      product: 'econsult',
      effect: 'unsafe',
      because: ['emis-web', 'clinical-system', 'econsult'],
      advice: ['paper', 'prescribe'],
    },
  ],
  switchboard: '01632 960001',
  channels: ['sms', 'email'],
  publishedUpdate: 1,
  replies: [],
});
