import { Catalogue } from '../catalogue/catalogue.ts';
import type { MessageSources } from './message-facts.ts';
import { AlertedPractice, IcbProfile, Outage, OutageNote, OutageUpdate } from '../outage/outage.ts';

/** Fixtures of the tests of messages: an invented practice on 19 July 2024. */

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

export const catalogue: Catalogue = Catalogue.parse({
  products: [
    { id: 'emis-web', name: 'EMIS Web', supplier: 'EMIS', roles: ['clinical-system'] },
    { id: 'econsult', name: 'eConsult', supplier: 'eConsult', roles: ['online-consultation'] },
  ],
  dependencies: [],
  advice: [
    {
      id: 'paper',
      text: 'Write on paper.',
      by: 'practice',
      approved: { by: 'Dr Fictional', on: '2024-01-01' },
      reviewBy: '2025-12-31',
      onRecovery: 'Enter what you wrote.',
    },
    {
      id: 'prescribe',
      text: 'Write prescriptions by hand.',
      by: 'practice',
      reviewBy: '2024-01-31',
    },
    {
      id: 'unapproved',
      text: 'Panic.',
      by: 'practice',
      reviewBy: '2025-12-31',
      onRecovery: 'Rest.',
    },
    {
      id: 'overdue',
      text: 'Use the old way.',
      by: 'practice',
      approved: { by: 'Dr Fictional', on: '2020-01-01' },
      reviewBy: '2024-07-18',
    },
  ],
});

export const profile: IcbProfile = IcbProfile.parse({
  sender: 'NHS Example',
  phone: '01632 960100',
  approvedAdvice: [
    { id: 'prescribe', by: 'Dr Fictional', on: '2024-07-01', reviewBy: '2025-06-30' },
  ],
});

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

/** A note of 19 July 2024. */
export function note(kind: 'action' | 'statement', text: string, time: string): OutageNote {
  const by = kind === 'action' ? 'QZZ' : 'EMIS';
  return OutageNote.parse({ kind, by, text, at: `2024-07-19T${time}:00Z` });
}

/** The first update, as one practice hears it. */
export const sources: MessageSources = {
  outage: declared({}),
  update: OutageUpdate.parse({
    number: 1,
    status: 'open',
    message: 'EMIS Web does not open anywhere in England. EMIS knows.',
    at,
    by: 'QZZ',
    notify: 'all',
    nextUpdateAt: '2024-07-19T09:30:00Z',
    totals,
  }),
  notes: [note('action', 'ICB switched eConsult off at 08:40, you need do nothing', '07:50')],
  practice: AlertedPractice.parse({
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
  }),
  icb: { name: 'Example Integrated Care Board', profile },
  catalogue,
  reply: {
    link: 'https://reply.example.nhs.uk/reply/ABCDEFGHJKMNPQRS',
    code: 'ABCD-EFGH-JKMN-PQRS',
    page: 'reply.example.nhs.uk/reply',
  },
  now: new Date('2024-07-19T08:00:00Z'),
};
