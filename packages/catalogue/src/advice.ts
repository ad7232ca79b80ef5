import type { Catalogue } from '@registry/domain';
import type * as z from 'zod';

/**
 * What to do while something is lost, said to a practice manager at 07:30 who cannot ask back.
 * Nobody with the authority has approved any of it yet, so analysts see it marked and no practice is sent it.
 */
export const advice: z.input<typeof Catalogue>['advice'] = [
  {
    id: 'work-without-clinical-system',
    text: 'Start your continuity plan. Open your read-only records if you have them. Write every contact on paper. See patients who cannot wait, and tell the others when to ask again.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Enter every paper note in the record, with the date and time of the contact.',
  },
  {
    id: 'work-without-network',
    text: 'Ring your IT service desk from a mobile phone. Start your continuity plan and write every contact on paper.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Print tomorrow’s appointment list at once, in case the network fails again.',
  },
  {
    id: 'move-to-mobiles',
    text: 'Have your telephone supplier divert your lines to a mobile phone. Put that number on your website and your door.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'End the diversion, and ring your own number to check.',
  },
  {
    id: 'switch-off-online-consultation',
    text: 'Have the supplier switch off online consultation for every practice that is hit. Tell those practices that it is done.',
    by: 'icb',
    reviewBy: '2027-06-30',
    onRecovery: 'Have it switched on again only when each practice has said it is back.',
  },
  {
    id: 'check-online-requests',
    text: 'Read every online request that came in since last evening. If you cannot, switch online consultation off and say so on your website: nobody is reading them.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Read every request that came in meanwhile before you switch it on again.',
  },
  {
    id: 'hold-patient-messages',
    text: 'Stop sending messages to patients, and stop those that are scheduled. They may go to the wrong number and not reach the record. Telephone anyone who must hear today.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery:
      'Check what was sent and what came back. Enter in the record what is missing there.',
  },
  {
    id: 'prescribe-on-paper',
    text: 'Write urgent prescriptions by hand on FP10 forms and list each one. Tell your local pharmacies that you are doing so.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery:
      'Enter every handwritten prescription in the record. Do not issue it a second time.',
  },
  {
    id: 'order-tests-on-paper',
    text: 'Order urgent tests on paper forms, with a telephone number for the result. Ring the laboratory for results that cannot wait.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery:
      'Check that a result has come for every test on paper, and that someone has read it.',
  },
  {
    id: 'telephone-urgent-referrals',
    text: 'Telephone the hospital for referrals that cannot wait, suspected cancer first. List every referral that must wait.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Send every referral on the list, and check that none has gone twice.',
  },
  {
    id: 'hold-filing-of-letters',
    text: 'Read urgent letters, if you can, and act on them. Do not mark any letter as filed.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Check in the record that each letter of these days is there.',
  },
  {
    id: 'tell-patients-to-telephone',
    text: 'Say on your website and your telephone message that appointments, records and repeat prescriptions do not work in the app today.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery:
      'Take the notice down, and look for repeat prescriptions that were asked for meanwhile.',
  },
  {
    id: 'use-other-email',
    text: 'Use the telephone, and email that is not NHSmail. Put nothing about patients in it.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Read the NHSmail that came in meanwhile, results and hospital letters first.',
  },
];

/** Advice for what is lost in itself, whatever took it away. */
export const roleAdvice: z.input<typeof Catalogue>['roleAdvice'] = {
  'clinical-system': ['work-without-clinical-system'],
  network: ['work-without-network'],
  email: ['use-other-email'],
  telephony: ['move-to-mobiles'],
};
