import * as z from 'zod';

/** What a product does for a practice, with the words people read. */
export const roleNames = {
  'clinical-system': 'Clinical system',
  'online-consultation': 'Online consultation',
  'patient-messaging': 'Patient messaging',
  'electronic-prescriptions': 'Electronic prescriptions',
  'document-management': 'Document management',
  pathology: 'Pathology',
  referrals: 'Referrals',
  'patient-app': 'Patient app',
  telephony: 'Telephony',
  email: 'Email',
  productivity: 'Productivity',
  'endpoint-security': 'Endpoint security',
  network: 'Network',
  'it-support': 'IT support',
} as const;

/** A role: what a product does for a practice, such as `clinical-system`. */
export const Role = z.enum([
  'clinical-system',
  'online-consultation',
  'patient-messaging',
  'electronic-prescriptions',
  'document-management',
  'pathology',
  'referrals',
  'patient-app',
  'telephony',
  'email',
  'productivity',
  'endpoint-security',
  'network',
  'it-support',
]);
/** A role: what a product does for a practice. */
export type Role = z.infer<typeof Role>;
