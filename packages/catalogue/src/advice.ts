import type { Catalogue } from '@registry/domain';
import type * as z from 'zod';

/**
 * What to do while something is lost, said to a practice manager at 07:30 who cannot ask back.
 * Nobody with the authority has approved any of it yet, so analysts see it marked and no practice
 * is sent it.
 */
export const advice: z.input<typeof Catalogue>['advice'] = [
  {
    id: 'work-without-clinical-system',
    text: 'Start your continuity plan. Write every contact on paper. See patients who cannot wait, and tell the others when to ask again.',
    fits: ['unavailable'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Enter every paper note in the record, with the date and time of the contact.',
  },
  {
    id: 'open-read-only-records',
    text: 'Open your read-only copy of the records, if you have one that somebody has signed in to. Look, but trust nothing later than its date.',
    needs: ['emis-x-bc', 'network'],
    fits: ['unavailable', 'unsafe'],
    by: 'practice',
    reviewBy: '2027-06-30',
  },
  {
    id: 'look-up-in-ncrs',
    text: 'Look up medicines and allergies in the National Care Records Service before you prescribe. You need a smartcard or another NHS sign-in.',
    needs: ['ncrs', 'summary-care-record', 'network'],
    fits: ['unavailable', 'unsafe'],
    by: 'practice',
    reviewBy: '2027-06-30',
  },
  {
    id: 'look-up-in-shared-care-record',
    text: 'Look up recent results, letters and care plans in your shared care record, if you can open it without your clinical system.',
    needs: ['shared-care-record', 'network'],
    fits: ['unavailable', 'unsafe'],
    by: 'practice',
    reviewBy: '2027-06-30',
  },
  {
    id: 'work-without-network',
    text: 'Ring your IT service desk from a mobile phone. Start your continuity plan and write every contact on paper.',
    fits: ['unavailable'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Print tomorrow’s appointment list at once, in case the network fails again.',
  },
  {
    id: 'move-to-mobiles',
    text: 'Have your telephone supplier divert your lines to a mobile phone. Put that number on your website and your door.',
    fits: ['unavailable'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'End the diversion, and ring your own number to check.',
  },
  {
    id: 'switch-off-online-consultation',
    text: 'Have the supplier switch off online consultation for every practice that is hit. Tell those practices that it is done.',
    fits: ['unavailable', 'unsafe'],
    by: 'icb',
    reviewBy: '2027-06-30',
    onRecovery: 'Have it switched on again only when each practice has said it is back.',
  },
  {
    id: 'check-online-requests',
    text: 'Read every online request that came in since last evening. If you cannot, switch online consultation off and say so on your website: nobody is reading them.',
    needs: ['network'],
    fits: ['unavailable', 'unsafe'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Read every request that came in meanwhile before you switch it on again.',
  },
  {
    id: 'hold-patient-messages',
    text: 'Stop sending messages to patients, and stop those that are scheduled. They may go to the wrong number and not reach the record. Telephone anyone who must hear today.',
    prohibits: 'Do not send messages to patients.',
    fits: ['unavailable', 'unsafe'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery:
      'Check what was sent and what came back. Enter in the record what is missing there.',
  },
  {
    id: 'prescribe-on-paper',
    text: 'Write urgent prescriptions by hand on FP10 forms and list each one. Tell your local pharmacies that you are doing so.',
    fits: ['unavailable', 'unsafe'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery:
      'Enter every handwritten prescription in the record. Do not issue it a second time.',
  },
  {
    id: 'order-tests-on-paper',
    text: 'Order urgent tests on paper forms, with a telephone number for the result. Ring the laboratory for results that cannot wait.',
    fits: ['unavailable', 'unsafe'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery:
      'Check that a result has come for every test on paper, and that someone has read it.',
  },
  {
    id: 'telephone-urgent-referrals',
    text: 'Telephone the hospital for referrals that cannot wait, suspected cancer first. List every referral that must wait.',
    needs: ['telephony'],
    fits: ['unavailable', 'unsafe'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Send every referral on the list, and check that none has gone twice.',
  },
  {
    id: 'hold-filing-of-letters',
    text: 'Read urgent letters, if you can, and act on them. Do not mark any letter as filed.',
    prohibits: 'Do not mark letters as filed.',
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Check in the record that each letter of these days is there.',
  },
  {
    id: 'tell-patients-to-telephone',
    text: 'Say on your website and your telephone message that appointments, records and repeat prescriptions do not work in the app today.',
    needs: ['telephony'],
    fits: ['unavailable'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery:
      'Take the notice down, and look for repeat prescriptions that were asked for meanwhile.',
  },
  {
    id: 'use-other-email',
    text: 'Use telephones, mobile ones if you must, and email that is not NHSmail. Put nothing about patients in it.',
    fits: ['unavailable'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Read the NHSmail that came in meanwhile, results and hospital letters first.',
  },
  {
    id: 'carry-urgent-referrals',
    text: 'Take referrals that cannot wait to the hospital on paper, by hand, suspected cancer first. List each one, with the name of whoever took it in.',
    fits: ['unavailable'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Check with the hospital that it has every referral on the list.',
  },
  {
    id: 'expect-111-by-telephone',
    text: 'NHS 111 cannot book into your appointments. Expect its referrals by telephone and email, some without an NHS number: watch both. Send nobody to 111 whom you can see yourself.',
    needs: ['telephony'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery:
      'Check that each patient whom 111 referred meanwhile was seen, and open your appointments to 111 again.',
  },
  {
    id: 'put-off-routine-tests',
    text: 'Send the laboratory only tests that cannot wait, by whatever route it has named. List every test put off, and every sample sent in the days before that has no result.',
    fits: ['unavailable'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Work through the list. Take again every sample that was never tested.',
  },
  {
    id: 'find-unfiled-letters',
    text: 'Letters may be missing from records without any warning. List every letter your document system has received but not filed, read it, act on it, and check in the record that it is there.',
    needs: ['clinical-system'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Go back to the day it began, and assess what each late letter may have harmed.',
  },
  {
    id: 'ask-for-urgent-letters',
    text: 'Letters that come by email are not reaching you. Ring the hospital for any discharge letter or result that you are waiting for.',
    needs: ['telephony'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Check that the letters of these days have come in, and file them.',
  },
  {
    id: 'doubt-sent-messages',
    text: 'Do not believe that a message marked as sent has arrived. List what was sent since it began, and telephone everyone whose message asked for something or told them of a result.',
    needs: ['telephony', 'clinical-system'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery:
      'Ask the supplier which messages were lost, and send those again that still matter.',
  },
  {
    id: 'ring-the-pharmacy-first',
    text: 'Some pharmacies cannot open electronic prescriptions. Before you send one that cannot wait, ring the pharmacy. If it cannot dispense, offer the patient another pharmacy.',
    needs: ['telephony'],
    by: 'practice',
    reviewBy: '2027-06-30',
    onRecovery: 'Ask your pharmacies for prescriptions that they never received.',
  },
];

/**
 * Advice for a practice whose product in a role is touched, whatever took it away. It is also the
 * only advice when a product fails by itself: what Docman (2018), Synnovis (2024) and Accurx
 * (January 2026) taught is here; sources in the README.
 */
export const roleAdvice: z.input<typeof Catalogue>['roleAdvice'] = {
  'clinical-system': [
    'work-without-clinical-system',
    'open-read-only-records',
    'look-up-in-ncrs',
    'look-up-in-shared-care-record',
  ],
  network: ['work-without-network'],
  email: ['use-other-email'],
  telephony: ['move-to-mobiles'],
  pathology: ['put-off-routine-tests'],
  'document-management': ['find-unfiled-letters'],
  'patient-messaging': ['doubt-sent-messages'],
};
