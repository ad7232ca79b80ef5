import type { Day } from './days.fixture.ts';

const emisPractice = {
  'clinical-system': ['emis-web'],
  'online-consultation': ['econsult'],
  'patient-messaging': ['accurx-messaging'],
  'electronic-prescriptions': ['eps'],
  'document-management': ['docman'],
  network: ['hscn'],
} as const;
const uses = Object.fromEntries(
  Object.entries(emisPractice).map(([role, products]) => [role, [...products]]),
);

/** The ten standard days, each with all that one practice is told. */
export const days: Readonly<Record<string, Day>> = {
  '01-emis-web-is-down': {
    title: 'EMIS Web is down everywhere; the practice says so; then it is back',
    outage: { products: ['emis-web'], title: 'EMIS Web is down', reach: 'all' },
    uses,
    said: [
      {
        at: '2026-07-19T06:45:00Z',
        status: 'open',
        message:
          'EMIS Web does not open anywhere in England. EMIS knows, and is looking for the cause.',
        nextUpdateAt: '2026-07-19T09:30:00Z',
        answers: 'down',
      },
      {
        at: '2026-07-19T09:30:00Z',
        status: 'open',
        message: 'EMIS has found the cause. It will take some hours.',
        nextUpdateAt: '2026-07-19T12:30:00Z',
        action: 'eConsult switched off at 09:40; you need do nothing',
        statement: { by: 'EMIS', text: 'Engineers are at work.' },
      },
      {
        at: '2026-07-19T14:00:00Z',
        status: 'recovering',
        message:
          'EMIS Web opens again for most. Do not issue prescriptions from it until we tell you.',
      },
      {
        at: '2026-07-19T16:30:00Z',
        status: 'resolved',
        message: 'EMIS Web is back everywhere. Source: EMIS status page, 17:30.',
      },
    ],
  },
  '02-crowdstrike-declared-by-nhs-england': {
    title: 'CrowdStrike Falcon, declared by NHS England',
    outage: {
      products: ['crowdstrike-falcon'],
      title: 'CrowdStrike stops computers',
      declaredBy: 'X26',
      reach: 'some',
      cause: 'fault',
    },
    uses: { ...uses, 'endpoint-security': ['crowdstrike-falcon'] },
    said: [
      {
        at: '2026-07-19T07:00:00Z',
        status: 'open',
        message:
          'A faulty update stops Windows computers. Do not restart computers that still run.',
        answers: 'working',
      },
      {
        at: '2026-07-19T15:00:00Z',
        status: 'resolved',
        message: 'The faulty update is withdrawn. Source: CrowdStrike, 15:00.',
      },
    ],
  },
  '03-emis-web-is-slow-for-some': {
    title: 'EMIS Web is slow for some: no paper day, no hospital to be telephoned',
    outage: {
      products: ['emis-web'],
      effects: { 'emis-web': 'degraded' },
      reach: 'some',
      title: 'EMIS Web is slow',
      severity: 'minor',
    },
    uses,
    said: [
      {
        at: '2026-09-14T08:10:00Z',
        status: 'open',
        message: 'EMIS Web is slow for some practices since 08:00. EMIS is looking into it.',
        answers: 'working',
      },
      {
        at: '2026-09-14T10:00:00Z',
        status: 'resolved',
        message: 'EMIS Web is as quick as usual. Source: EMIS, 10:55.',
      },
    ],
  },
  '04-accurx-messages-do-not-arrive': {
    title: 'Accurx messages look sent and are not',
    outage: {
      products: ['accurx-messaging'],
      effects: { 'accurx-messaging': 'unsafe' },
      title: 'Accurx messages do not arrive',
      reach: 'unknown',
      severity: 'major',
    },
    uses,
    said: [
      {
        at: '2026-01-09T11:00:00Z',
        status: 'open',
        message:
          'Messages sent since 08:30 may not have arrived though they are marked as sent. Do not send any until we tell you.',
        shortMessage:
          'Messages since 08:30 may not have arrived. Do not send any until we tell you.',
      },
      {
        at: '2026-01-09T16:00:00Z',
        status: 'recovering',
        message: 'Messages arrive again. Accurx will list those that were lost.',
      },
    ],
  },
  '05-the-county-firewall-fails': {
    title: 'The county’s own firewall fails and takes everything with it',
    outage: {
      products: ['qzz.county-firewall'],
      title: 'The county network has failed',
      reach: 'all',
      cause: 'fault',
    },
    uses: { ...uses, network: ['qzz.county-firewall'], telephony: ['surgery-connect'] },
    said: [
      {
        at: '2026-03-02T08:05:00Z',
        status: 'open',
        message: 'The county firewall failed at 08:00. Engineers are on their way.',
        nextUpdateAt: '2026-03-02T09:30:00Z',
        answers: 'down',
      },
      {
        at: '2026-03-02T12:00:00Z',
        status: 'resolved',
        message: 'The firewall is replaced. Source: county service desk, 11:55.',
      },
    ],
  },
  '06-nhsmail-is-down': {
    title: 'NHSmail is down: email cannot be relied on',
    outage: { products: ['nhsmail'], title: 'NHSmail is down', reach: 'all', severity: 'major' },
    uses,
    said: [
      {
        at: '2026-12-01T09:00:00Z',
        status: 'open',
        message: 'NHSmail does not send or receive. Accenture knows.',
      },
      {
        at: '2026-12-01T13:00:00Z',
        status: 'recovering',
        message: 'NHSmail delivers again, with delays.',
      },
    ],
  },
  '07-long-words': {
    title: 'A declarer’s words too long for a text, and short ones beside them',
    outage: { products: ['systmone'], title: 'SystmOne is down', reach: 'all' },
    uses: { ...uses, 'clinical-system': ['systmone'] },
    said: [
      {
        at: '2026-05-11T07:30:00Z',
        status: 'open',
        message: `SystmOne does not open. ${'TPP has told us that its data centre lost power and that it is starting its servers one after another. '.repeat(4)}Do not book appointments on paper for more than two days ahead.`,
      },
      {
        at: '2026-05-11T09:00:00Z',
        status: 'open',
        message:
          'TPP has told us that its data centre lost power and that it is starting its servers one after another. '.repeat(
            4,
          ),
        shortMessage: 'TPP starts its servers one by one. It will take until noon.',
        nextUpdateAt: '2026-05-11T11:00:00Z',
      },
    ],
  },
  '08-docman-loses-letters': {
    title: 'Docman files letters nowhere',
    outage: {
      products: ['docman'],
      effects: { docman: 'unsafe' },
      title: 'Docman does not file letters',
      reach: 'some',
      severity: 'major',
    },
    uses,
    said: [
      {
        at: '2026-02-05T10:00:00Z',
        status: 'open',
        message:
          'Letters filed since Monday may be missing from records. Docman is looking for them.',
      },
    ],
  },
  '09-an-exercise': {
    title: 'An exercise',
    outage: {
      products: ['emis-web', 'docman'],
      effects: { docman: 'degraded' },
      title: 'Exercise: EMIS Web is down',
      exercise: true,
    },
    uses,
    said: [
      {
        at: '2026-10-08T09:00:00Z',
        status: 'open',
        message: 'This is the autumn exercise. Please answer as you would on the day.',
        nextUpdateAt: '2026-10-08T10:00:00Z',
        answers: 'down',
      },
      {
        at: '2026-10-08T10:00:00Z',
        status: 'resolved',
        message: 'The exercise is over. Thank you. Source: NHS Fictional Vale.',
      },
    ],
  },
  '10-planned-work': {
    title: 'Planned work on the prescriptions service',
    outage: {
      products: ['eps'],
      title: 'Prescriptions are not sent tonight',
      cause: 'planned',
      severity: 'minor',
      reach: 'all',
    },
    uses,
    said: [
      {
        at: '2026-11-14T18:00:00Z',
        status: 'open',
        message: 'Electronic prescriptions are not sent between 19:00 and 21:00 for planned work.',
      },
      {
        at: '2026-11-14T21:00:00Z',
        status: 'resolved',
        message: 'Prescriptions are sent again. Source: NHS England, 21:00.',
      },
    ],
  },
};
