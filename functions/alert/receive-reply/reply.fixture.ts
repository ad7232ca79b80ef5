import { catalogue } from '@registry/catalogue';
import type { OutageUpdate } from '@registry/domain';
import { AlertedPractice, IcbProfile } from '@registry/domain';
import { outage as outageOf, totals as totalsOf, update as updateOf } from '@registry/testing';
import type { ReplySources } from './view.ts';

const totals = totalsOf({ practices: 2, hit: 2, patients: { hit: 12_000, notHit: 0, unknown: 0 } });

const outage = outageOf({
  id: '01J35G0000FFFFFFFFFFFFFFFF',
  icb: 'QT6',
  icbName: 'NHS Cornwall',
  declaredBy: 'QT6',
  declaredAt: '2024-07-19T06:45:00.000Z',
  products: ['emis-web'],
  title: 'EMIS Web cannot be reached',
  cause: 'fault',
  publicMessage:
    'Our computer system is not working today. Please ring us only if you cannot wait. In an emergency call 999.',
  totals,
});

/** An update of the fixture's outage. */
export function update(changes: Partial<OutageUpdate>): OutageUpdate {
  return updateOf({
    message: 'EMIS Web cannot be reached from any practice. The supplier is looking into it.',
    at: '2024-07-19T06:45:00.000Z',
    by: 'QT6',
    nextUpdateAt: '2024-07-19T07:30:00.000Z',
    totals,
    ...changes,
  });
}

const impact = (role: string, product: string, effect: string, advice: string[]) => ({
  role,
  product,
  effect,
  because: product === 'emis-web' ? ['emis-web'] : ['emis-web', 'clinical-system', product],
  advice,
});

const practice = AlertedPractice.parse({
  odsCode: 'Z99001',
  name: 'Fictional Harbour Surgery',
  effect: 'unavailable',
  impacts: [
    impact('clinical-system', 'emis-web', 'unavailable', ['work-without-clinical-system']),
    impact('electronic-prescriptions', 'eps', 'unavailable', ['prescribe-on-paper']),
    impact('online-consultation', 'accurx-triage', 'unsafe', [
      'switch-off-online-consultation',
      'check-online-requests',
    ]),
    impact('patient-messaging', 'accurx-messaging', 'unsafe', ['hold-patient-messages']),
    impact('document-management', 'docman', 'degraded', ['hold-filing-of-letters']),
  ],
  channels: ['sms', 'email'],
  publishedUpdate: 1,
  replies: [],
});

const profile = IcbProfile.parse({
  sender: 'NHS Fictional Coast',
  phone: '01632 960123',
  approvedAdvice: [
    {
      id: 'work-without-clinical-system',
      by: 'Dr A Fictional, chief medical officer',
      on: '2024-07-01',
      reviewBy: '2025-07-01',
    },
    {
      id: 'check-online-requests',
      by: 'Dr A Fictional, chief medical officer',
      on: '2024-07-01',
      reviewBy: '2025-07-01',
    },
  ],
});

/**
 * What stands behind the fixture's link, at 07:50 in London on 19 July 2024, before anybody has
 * answered.
 */
export const sources: ReplySources = {
  token: 'ABCDEFGHJKMNPQRS',
  you: 'Sam Fictional, Practice manager',
  outage,
  updates: [update({})],
  notes: [
    {
      kind: 'action',
      at: '2024-07-19T06:48:00.000Z',
      by: 'QT6',
      text: 'Accurx Patient Triage: the ICB switched it off at 07:40. You need do nothing.',
    },
    {
      kind: 'statement',
      at: '2024-07-19T06:49:00.000Z',
      by: 'EMIS',
      text: 'We are aware of a problem and are working on it.',
      source: 'status page of the supplier, 07:45',
    },
  ],
  practice,
  profile,
  catalogue,
  now: new Date('2024-07-19T06:50:00.000Z'),
};

/** An answer of the fixture's contact, or of somebody else. */
export function answer(changes: Partial<AlertedPractice['replies'][number]>) {
  return { by: sources.you, at: '2024-07-19T06:49:30.000Z', update: 1, late: false, ...changes };
}

/** The fixture's practice with these answers. */
export function answered(...replies: AlertedPractice['replies']): AlertedPractice {
  return { ...practice, replies };
}
